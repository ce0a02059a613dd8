// MD5 (RFC 1321), in hex: what a browser's own cryptography leaves out and classic uploads are named by.
const SHIFTS = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21]
const TABLE = Array.from({length: 64}, (_, i) => Math.floor(Math.abs(Math.sin(i + 1)) * 2 ** 32) | 0)

export function md5(bytes) {
  const length = bytes.length
  const padded = new Uint8Array(((length + 8 >> 6) + 1) * 64)
  padded.set(bytes)
  padded[length] = 0x80
  const words = new DataView(padded.buffer)
  words.setUint32(padded.length - 8, length << 3, true)
  words.setUint32(padded.length - 4, Math.floor(length / 2 ** 29), true)
  const state = [0x67452301, 0xefcdab89 | 0, 0x98badcfe | 0, 0x10325476]
  for (let block = 0; block < padded.length; block += 64) {
    let [a, b, c, d] = state
    for (let i = 0; i < 64; i++) {
      const round = i >> 4
      const mixed = [b & c | ~b & d, d & b | ~d & c, b ^ c ^ d, c ^ (b | ~d)][round]
      const word = [i, 5 * i + 1, 3 * i + 5, 7 * i][round] % 16
      const sum = a + mixed + TABLE[i] + words.getInt32(block + word * 4, true) | 0
      const shift = SHIFTS[round * 4 + i % 4]
      ;[a, d, c, b] = [d, c, b, b + (sum << shift | sum >>> 32 - shift) | 0]
    }
    ;[a, b, c, d].forEach((part, i) => state[i] = state[i] + part | 0)
  }
  const digest = new DataView(new ArrayBuffer(16))
  state.forEach((part, i) => digest.setInt32(i * 4, part, true))
  return [...new Uint8Array(digest.buffer)].map(byte => byte.toString(16).padStart(2, "0")).join("")
}
