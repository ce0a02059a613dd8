// How much the server takes of what people type. It is held to the server's own constants by a test.

/** Characters, of names and lines. */
export const NAME = 40;
export const TITLE = 80;
export const TOPIC = 500;
export const QUERY = 100;
/** Characters of a message, and how many files may come with it. */
export const TEXT = 10_000;
export const FILES = 20;
/** In larger rooms nobody is called by @all. */
export const CALLED_BY_ALL = 200;
