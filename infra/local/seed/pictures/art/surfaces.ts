import { backdrop, gradient, HEIGHT, random, svg, times, WIDTH } from './svg.ts';

/** Light from one side on a rough surface. */
const relief = (id: string, frequency: string, depth: number, colour: string, seed: number): string =>
  `<filter id="${id}" x="0" y="0" width="100%" height="100%"><feTurbulence type="fractalNoise" baseFrequency="${frequency}" numOctaves="4" seed="${seed}"/><feDiffuseLighting surfaceScale="${depth}" lighting-color="${colour}"><feDistantLight azimuth="225" elevation="52"/></feDiffuseLighting></filter>`;

const stone = (): string => {
  const next = random(101);
  const rows = times(6, (row) => {
    let x = -40 - next() * 60;
    const blocks: string[] = [];
    while (x < WIDTH) {
      const width = 84 + next() * 74;
      const tone = ['#b9ab98', '#a4988a', '#c7bba7', '#8f887f', '#b3a08a'][Math.floor(next() * 5)] ?? '';
      blocks.push(
        `<rect x="${x.toFixed(0)}" y="${row * 68 + 3}" width="${(width - 6).toFixed(0)}" height="62" rx="9" fill="${tone}"/>`,
      );
      x += width;
    }
    return blocks.join('');
  });
  return svg(
    `${backdrop('#5d574f')}${rows}<rect width="${WIDTH}" height="${HEIGHT}" filter="url(#rough)" opacity=".5" style="mix-blend-mode:multiply"/>`,
    relief('rough', '.02 .03', 9, '#fff5e6', 8),
  );
};

const fabric = (): string => {
  const next = random(113);
  const tones = ['#2f4858', '#33658a', '#86bbd8', '#f6ae2d', '#f26419', '#e8dcc4'];
  const folds = tones.map((colour, place) => {
    const x = place * 112 - 20;
    const bend = 20 + next() * 30;
    return `<path d="M${x} 0 C${x + bend} 130 ${x - bend} 270 ${x + 14} 400 H${x + 150} C${x + 120 - bend} 270 ${x + 150 + bend} 130 ${x + 136} 0 Z" fill="${colour}"/><path d="M${x + 96} 0 C${x + 96 + bend} 130 ${x + 96 - bend} 270 ${x + 108} 400 H${x + 150} C${x + 120 - bend} 270 ${x + 150 + bend} 130 ${x + 136} 0 Z" fill="#000" opacity=".16"/>`;
  });
  const weave =
    '<pattern id="weave" width="8" height="8" patternUnits="userSpaceOnUse"><path d="M0 2h4M4 6h4" stroke="#fff" stroke-opacity=".16" stroke-width="2"/><path d="M2 4v4M6 0v4" stroke="#000" stroke-opacity=".13" stroke-width="2"/></pattern>';
  return svg(
    `${backdrop('#1f2d37')}${folds.join('')}<rect width="${WIDTH}" height="${HEIGHT}" fill="url(#weave)"/>`,
    weave,
  );
};

/** Coins in stacks: the more a package has, the more of them. */
const coins = (heights: readonly number[], tones: readonly [string, string]) => (): string => {
  const step = 92;
  const left = WIDTH / 2 - ((heights.length - 1) * step) / 2;
  const stacks = heights.map((height, place) =>
    times(height, (coin) => {
      const [x, y] = [left + place * step, 318 - coin * 19];
      return `<path d="M${x - 42} ${y} v12 a42 13 0 0 0 84 0 v-12 z" fill="#b7791f"/><ellipse cx="${x}" cy="${y}" rx="42" ry="13" fill="#f6c453"/><ellipse cx="${x}" cy="${y}" rx="29" ry="8" fill="none" stroke="#d99a2b" stroke-width="2.5"/>`;
    }),
  );
  return svg(
    `${backdrop('url(#room)')}<ellipse cx="320" cy="346" rx="${150 + heights.length * 34}" ry="26" fill="#000" opacity=".18"/>${stacks.join('')}`,
    gradient('room', tones, 60),
  );
};

export const surfaces: Record<string, () => string> = {
  stone,
  fabric,
  starter: coins([3], ['#312e81', '#6366f1']),
  studio: coins([5, 7], ['#1e3a8a', '#4f8ff7']),
  agency: coins([7, 10, 8], ['#4c1d95', '#a78bfa']),
  production: coins([8, 11, 13, 10, 7], ['#1e1b4b', '#4338ca']),
};
