/** The size of every picture, in pixels. */
export const WIDTH = 640;
export const HEIGHT = 400;

/**
 * Numbers from 0 to 1 that look random, and are the same in every run.
 * @see https://gist.github.com/tommyettinger/46a874533244883189143505d203312c Mulberry32, in the public domain
 */
export const random = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

export const svg = (content: string, defs = ''): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}"><defs>${defs}</defs>${content}</svg>`;

/** @param stops colours from top to bottom */
export const gradient = (id: string, stops: readonly string[], turned = 90): string => {
  const at = (place: number): string => `${Math.round((100 * place) / (stops.length - 1))}%`;
  const lines = stops.map((colour, place) => `<stop offset="${at(place)}" stop-color="${colour}"/>`);
  return `<linearGradient id="${id}" gradientTransform="rotate(${turned} .5 .5)">${lines.join('')}</linearGradient>`;
};

export const backdrop = (fill: string): string =>
  `<rect width="${WIDTH}" height="${HEIGHT}" fill="${fill}"/>`;

export const times = (count: number, draw: (place: number) => string): string =>
  Array.from({ length: count }, (_, place) => draw(place)).join('');

/**
 * A ridge from one side of the picture to the other, filled to the bottom.
 * @param base how high it lies, in pixels from the top
 * @param rough how far its points lie from there
 */
export const ridge = (
  next: () => number,
  { base, rough, step, fill }: { base: number; rough: number; step: number; fill: string },
): string => {
  const points = Array.from({ length: Math.ceil(WIDTH / step) + 2 }, (_, place) => {
    const y = base + (next() - 0.5) * rough;
    return `${place * step} ${y.toFixed(1)}`;
  });
  return `<path d="M-10 ${HEIGHT} L-10 ${base} L${points.join(' L')} V${HEIGHT} Z" fill="${fill}"/>`;
};
