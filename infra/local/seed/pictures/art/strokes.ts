import { backdrop, gradient, HEIGHT, random, svg, times, WIDTH } from './svg.ts';

/** A stroke of many hairs, each a little beside the others. */
const stroke = (
  next: () => number,
  {
    path,
    hairs,
    width,
    colour,
    opacity,
  }: { path: (shift: number) => string; hairs: number; width: number; colour: string; opacity: number },
): string =>
  times(hairs, (hair) => {
    const shift = (hair / (hairs - 1) - 0.5) * width;
    return `<path d="${path(shift)}" fill="none" stroke="${colour}" stroke-linecap="round" stroke-opacity="${(opacity * (0.45 + next() * 0.55)).toFixed(2)}" stroke-width="${(width / hairs + next() * 1.6).toFixed(1)}"/>`;
  });

const sweep = (y: number, bend: number, from: number, to: number) => (shift: number) =>
  `M${from} ${(y + shift).toFixed(1)} C${from + 150} ${(y - bend + shift * 1.2).toFixed(1)} ${to - 150} ${(y + bend + shift * 0.8).toFixed(1)} ${to} ${(y + shift * 0.9).toFixed(1)}`;

const brushes = (): string => {
  const next = random(71);
  const colours = ['#d1495b', '#edae49', '#00798c', '#30638e', '#7a5195'];
  const strokes = colours.map((colour, place) =>
    stroke(next, {
      path: sweep(70 + place * 66, 34, 40 + next() * 40, 560 + next() * 50),
      hairs: 26,
      width: 44,
      colour,
      opacity: 0.9,
    }),
  );
  return svg(`${backdrop('#f7f1e6')}${strokes.join('')}`);
};

const ink = (): string => {
  const next = random(83);
  const bamboo = [170, 250, 420].map((x, place) =>
    stroke(next, {
      path: (shift) =>
        `M${x + shift} 420 C${x + 10 + shift} 280 ${x - 20 + shift} 140 ${x + 26 * (place - 1) + shift} -20`,
      hairs: 14,
      width: 20 - place * 3,
      colour: '#1d1b22',
      opacity: 0.55,
    }),
  );
  const leaf = (): string => {
    const [x, y, turn, size] = [120 + next() * 400, 30 + next() * 250, -40 + next() * 100, 40 + next() * 50];
    return `<path transform="translate(${x.toFixed(0)} ${y.toFixed(0)}) rotate(${turn.toFixed(0)})" d="M0 0 Q${(size * 0.5).toFixed(0)} -14 ${size.toFixed(0)} 4 Q${(size * 0.5).toFixed(0)} 12 0 0 Z" fill="#17151c" opacity="${(0.5 + next() * 0.5).toFixed(2)}"/>`;
  };
  return svg(
    `${backdrop('#ece7dc')}<circle cx="488" cy="110" r="58" fill="#b3322c" opacity=".88"/>${bamboo.join('')}${times(30, leaf)}`,
  );
};

const watercolor = (): string => {
  const next = random(97);
  const colours = ['#4f86c6', '#e4627c', '#f2b54d', '#58a78b', '#8a6fc2'];
  const bloom = (place: number): string => {
    const [x, y, r] = [60 + next() * 520, 40 + next() * 320, 60 + next() * 90];
    const colour = colours[place % colours.length] ?? '';
    return `<circle cx="${x.toFixed(0)}" cy="${y.toFixed(0)}" r="${r.toFixed(0)}" fill="${colour}" fill-opacity=".3" stroke="${colour}" stroke-opacity=".5" stroke-width="3"/><circle cx="${(x + 14).toFixed(0)}" cy="${(y - 8).toFixed(0)}" r="${(r * 0.55).toFixed(0)}" fill="${colour}" fill-opacity=".25"/>`;
  };
  const rough =
    '<filter id="wet" x="-10%" y="-10%" width="120%" height="120%"><feTurbulence baseFrequency=".018" numOctaves="3" seed="4"/><feDisplacementMap in="SourceGraphic" scale="52" xChannelSelector="R" yChannelSelector="G"/></filter>';
  return svg(`${backdrop('#fbf8f2')}<g filter="url(#wet)">${times(12, bloom)}</g>`, rough);
};

const brushSet = (): string => {
  const tip = ['#d1495b', '#edae49', '#00798c', '#7a5195', '#30638e'];
  const brush = (place: number): string =>
    `<g transform="translate(${128 + place * 96} 30) rotate(${(place - 2) * 4} 0 300)"><rect x="-9" y="0" width="18" height="190" rx="9" fill="#7b4b32"/><rect x="-13" y="182" width="26" height="54" fill="#c9ced6"/><rect x="-13" y="196" width="26" height="5" fill="#9aa2ad"/><path d="M-15 236 h30 q6 50 -15 92 q-21 -42 -15 -92 z" fill="${tip[place] ?? ''}"/></g>`;
  return svg(`${backdrop('url(#desk)')}${times(5, brush)}`, gradient('desk', ['#f3e3cf', '#d8b48c']));
};

const grid = (): string => {
  const lines = times(25, (place) => {
    const x = -600 + place * 77;
    return `<path d="M320 168 L${x} ${HEIGHT}" stroke="#5eead4" stroke-opacity=".75" stroke-width="1.4"/>`;
  });
  const levels = times(
    11,
    (place) =>
      `<path d="M0 ${(168 + 232 * ((place + 1) / 11) ** 2).toFixed(1)} H${WIDTH}" stroke="#5eead4" stroke-opacity=".75" stroke-width="1.4"/>`,
  );
  return svg(
    `${backdrop('url(#deep)')}<circle cx="320" cy="150" r="76" fill="url(#sun)"/><rect y="168" width="${WIDTH}" height="232" fill="#0b2233"/>${lines}${levels}<path d="M0 168 H${WIDTH}" stroke="#a7f3e4" stroke-width="2"/><path d="M412 168 v-82 l66 26 v86 z" fill="none" stroke="#ffd166" stroke-width="2.5"/><path d="M412 86 L452 74 L520 98 L478 112 Z" fill="none" stroke="#ffd166" stroke-width="2.5"/><path d="M520 98 V178 L478 198" fill="none" stroke="#ffd166" stroke-width="2.5"/>`,
    gradient('deep', ['#0e2a4a', '#2b5877', '#e08e79']) + gradient('sun', ['#ffe29a', '#ff8a5c']),
  );
};

const palette = (): string => {
  const paint = ['#e63946', '#f4a261', '#e9c46a', '#2a9d8f', '#457b9d', '#6d597a', '#ffffff'];
  const spots = paint.map((colour, place) => {
    const angle = Math.PI * (0.86 + place * 0.2);
    const [x, y] = [316 + Math.cos(angle) * 166, 206 + Math.sin(angle) * 112];
    return `<ellipse cx="${x.toFixed(0)}" cy="${y.toFixed(0)}" rx="36" ry="28" fill="${colour}"/><ellipse cx="${(x - 9).toFixed(0)}" cy="${(y - 9).toFixed(0)}" rx="11" ry="6" fill="#fff" opacity=".45"/>`;
  });
  return svg(
    `${backdrop('url(#wall)')}<path d="M320 46 C150 46 76 130 82 216 C90 318 216 364 322 352 C372 346 366 304 392 286 C428 262 516 306 552 252 C600 172 500 46 320 46 Z" fill="#c98f5f"/><path d="M320 58 C160 58 92 138 96 214 C104 306 220 350 320 340 C360 334 356 294 388 274 C428 250 508 290 540 246 C580 172 490 58 320 58 Z" fill="#e2b07a"/>${spots.join('')}<ellipse cx="306" cy="232" rx="62" ry="40" fill="#5aa469"/><ellipse cx="338" cy="222" rx="40" ry="26" fill="#2a9d8f" opacity=".7"/><ellipse cx="276" cy="236" rx="36" ry="22" fill="#e9c46a" opacity=".8"/>`,
    gradient('wall', ['#38405f', '#59546c']),
  );
};

export const strokes: Record<string, () => string> = {
  brushes,
  ink,
  watercolor,
  'brush-set': brushSet,
  grid,
  palette,
};
