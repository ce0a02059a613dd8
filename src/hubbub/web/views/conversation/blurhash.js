// BlurHash (https://blurha.sh): a picture's colours in some thirty characters, drawn until the picture is here.

const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~";

/** @param {string} hash @param {number} from @param {number} to */
const number = (hash, from, to) => [...hash.slice(from, to)].reduce((sum, digit) => sum * 83 + DIGITS.indexOf(digit), 0);

/** @param {number} value */
const linear = (value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);

/** @param {number} value */
function visible(value) {
  const bounded = Math.max(0, Math.min(1, value));
  return Math.round(255 * (bounded <= 0.0031308 ? bounded * 12.92 : 1.055 * bounded ** (1 / 2.4) - 0.055));
}

/** @param {string} hash @param {number} count @returns {number[][]} red, green and blue of each wave */
function colours(hash, count) {
  const most = (number(hash, 1, 2) + 1) / 166;
  const average = number(hash, 2, 6);
  const waves = [[linear(average >> 16), linear((average >> 8) & 255), linear(average & 255)]];
  const part = (/** @type {number} */ value) => (Math.sign(value - 9) * ((value - 9) / 9) ** 2) * most;
  for (let wave = 1; wave < count; wave += 1) {
    const value = number(hash, 4 + wave * 2, 6 + wave * 2);
    waves.push([part(Math.floor(value / 361)), part(Math.floor(value / 19) % 19), part(value % 19)]);
  }
  return waves;
}

/** Draw a hash over a canvas; one that is none draws nothing. @param {HTMLCanvasElement} canvas @param {string} hash */
export function paint(canvas, hash) {
  const context = canvas.getContext("2d");
  const columns = (number(hash, 0, 1) % 9) + 1;
  const rows = Math.floor(number(hash, 0, 1) / 9) + 1;
  if (!context || hash.length !== 4 + 2 * columns * rows) return;
  const waves = colours(hash, columns * rows);
  const { width, height } = canvas;
  const image = context.createImageData(width, height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const sum = [0, 0, 0];
      for (const [index, colour] of waves.entries()) {
        const wave = Math.cos((Math.PI * x * (index % columns)) / width) * Math.cos((Math.PI * y * Math.floor(index / columns)) / height);
        for (let one = 0; one < 3; one += 1) sum[one] += colour[one] * wave;
      }
      image.data.set([...sum.map(visible), 255], 4 * (y * width + x));
    }
  }
  context.putImageData(image, 0, 0);
}
