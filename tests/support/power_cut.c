/* A disk that can lose power, under a whole server: preloaded, it stands between SQLite and the kernel.
 *
 * For each database file it keeps FILE.durable, which holds what has been synced and nothing else: writes are
 * noted, and copied there by fsync and fdatasync. After a SIGKILL the test puts those in the place of the files
 * (tests/support/power.py), and everything that was written and not synced is gone, as if the power had failed.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define MOST_FILES 8
#define MOST_DESCRIPTORS 4096

struct range { off_t start, end; };

struct file {
    char path[PATH_MAX];
    struct range *dirty;
    size_t count, room;
    off_t shortest; /* how short it has been since it was synced */
};

static struct file files[MOST_FILES];
static int known;
static struct file *of[MOST_DESCRIPTORS];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

#define REAL(name) \
    static __typeof__(name) *real; \
    if (!real) real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

static int ends_with(const char *path, const char *end) {
    size_t length = strlen(path), tail = strlen(end);
    return length >= tail && !strcmp(path + length - tail, end);
}

static int is_watched(const char *path) {
    return ends_with(path, ".db") || ends_with(path, ".db-wal") || ends_with(path, ".db-journal");
}

static void shadow_path(const struct file *file, char *path) {
    snprintf(path, PATH_MAX + 16, "%s.durable", file->path);
}

static off_t size_of(int fd) {
    struct stat found;
    return fstat(fd, &found) ? 0 : found.st_size;
}

static void watch(int fd, const char *path) {
    if (fd < 0 || fd >= MOST_DESCRIPTORS) return;
    pthread_mutex_lock(&lock);
    of[fd] = NULL;
    if (is_watched(path)) {
        for (int i = 0; i < known && !of[fd]; i++)
            if (!strcmp(files[i].path, path)) of[fd] = &files[i];
        if (!of[fd] && known < MOST_FILES) {
            of[fd] = &files[known++];
            strncpy(of[fd]->path, path, PATH_MAX - 1);
            of[fd]->shortest = size_of(fd);
        }
        if (!of[fd]) abort(); /* better no proof than a wrong one */
    }
    pthread_mutex_unlock(&lock);
}

static struct file *watched(int fd) { return fd >= 0 && fd < MOST_DESCRIPTORS ? of[fd] : NULL; }

static void wrote(int fd, off_t start, ssize_t length) {
    struct file *file = watched(fd);
    if (!file || length <= 0) return;
    pthread_mutex_lock(&lock);
    struct range *last = file->count ? &file->dirty[file->count - 1] : NULL;
    if (last && last->end == start) {
        last->end += length;
    } else {
        if (file->count == file->room) {
            file->room = file->room ? 2 * file->room : 1024;
            file->dirty = realloc(file->dirty, file->room * sizeof *file->dirty);
            if (!file->dirty) abort();
        }
        file->dirty[file->count++] = (struct range){start, start + length};
    }
    pthread_mutex_unlock(&lock);
}

static void truncated(int fd, off_t length) {
    struct file *file = watched(fd);
    if (!file) return;
    pthread_mutex_lock(&lock);
    if (length < file->shortest) file->shortest = length;
    pthread_mutex_unlock(&lock);
}

/* By system call, past ourselves. */
static void copy(int from, int to, struct range range) {
    static char page[1 << 16];
    while (range.start < range.end) {
        size_t wanted = range.end - range.start < (off_t)sizeof page ? range.end - range.start : sizeof page;
        ssize_t got = pread(from, page, wanted, range.start);
        if (got <= 0) return; /* cut shorter since */
        if (syscall(SYS_pwrite64, to, page, got, range.start) != got) abort();
        range.start += got;
    }
}

/* What has been synced is durable, and not a byte more. */
static void synced(int fd) {
    struct file *file = watched(fd);
    if (!file) return;
    char path[PATH_MAX + 16];
    shadow_path(file, path);
    pthread_mutex_lock(&lock);
    int from = (int)syscall(SYS_openat, AT_FDCWD, file->path, O_RDONLY | O_CLOEXEC, 0);
    int to = (int)syscall(SYS_openat, AT_FDCWD, path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (from < 0 || to < 0) abort();
    if (size_of(to) > file->shortest && syscall(SYS_ftruncate, to, file->shortest)) abort();
    for (size_t i = 0; i < file->count; i++) copy(from, to, file->dirty[i]);
    file->count = 0;
    file->shortest = size_of(from);
    if (syscall(SYS_ftruncate, to, file->shortest)) abort();
    syscall(SYS_close, from);
    syscall(SYS_close, to);
    pthread_mutex_unlock(&lock);
}

static mode_t mode_of(int flags, va_list more) {
    return flags & (O_CREAT | O_TMPFILE) ? va_arg(more, mode_t) : 0;
}

#define OPEN(name) \
    int name(const char *path, int flags, ...) { \
        REAL(name); \
        va_list more; \
        va_start(more, flags); \
        int fd = real(path, flags, mode_of(flags, more)); \
        va_end(more); \
        watch(fd, path); \
        return fd; \
    }
OPEN(open)
OPEN(open64)

ssize_t pwrite(int fd, const void *bytes, size_t length, off_t start) {
    REAL(pwrite);
    ssize_t done = real(fd, bytes, length, start);
    wrote(fd, start, done);
    return done;
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t start) {
    REAL(pwrite64);
    ssize_t done = real(fd, bytes, length, start);
    wrote(fd, start, done);
    return done;
}

ssize_t write(int fd, const void *bytes, size_t length) {
    REAL(write);
    off_t start = watched(fd) ? lseek(fd, 0, SEEK_CUR) : 0;
    ssize_t done = real(fd, bytes, length);
    wrote(fd, start, done);
    return done;
}

int ftruncate(int fd, off_t length) {
    REAL(ftruncate);
    truncated(fd, length);
    return real(fd, length);
}

int ftruncate64(int fd, off64_t length) {
    REAL(ftruncate64);
    truncated(fd, length);
    return real(fd, length);
}

int fsync(int fd) {
    REAL(fsync);
    int failed = real(fd);
    if (!failed) synced(fd);
    return failed;
}

int fdatasync(int fd) {
    REAL(fdatasync);
    int failed = real(fd);
    if (!failed) synced(fd);
    return failed;
}

int close(int fd) {
    REAL(close);
    if (fd >= 0 && fd < MOST_DESCRIPTORS) of[fd] = NULL;
    return real(fd);
}

int unlink(const char *path) {
    REAL(unlink);
    if (is_watched(path)) {
        char shadow[PATH_MAX + 16];
        snprintf(shadow, sizeof shadow, "%s.durable", path);
        real(shadow);
    }
    return real(path);
}
