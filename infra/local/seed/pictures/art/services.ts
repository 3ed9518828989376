import { backdrop, gradient, random, ridge, svg, times, WIDTH } from './svg.ts';

const bubble = (x: number, y: number, width: number, fill: string, lines: number): string =>
  `<g transform="translate(${x} ${y})"><rect width="${width}" height="${34 + lines * 24}" rx="18" fill="${fill}"/>${times(lines, (line) => `<rect x="22" y="${24 + line * 24}" width="${(width - 44) * (line === lines - 1 ? 0.6 : 1)}" height="9" rx="4.5" fill="#fff" opacity=".8"/>`)}</g>`;

const consulting = (): string =>
  svg(
    `${backdrop('url(#warm)')}${bubble(84, 66, 300, '#4338ca', 3)}${bubble(266, 196, 290, '#0f766e', 4)}<circle cx="108" cy="304" r="46" fill="#e8a983"/><path d="M60 304 q0 -54 48 -54 q48 0 48 54 q-22 -30 -48 -30 q-26 0 -48 30" fill="#5b3a2e"/><circle cx="556" cy="112" r="46" fill="#c98b6a"/><path d="M508 116 q10 -60 52 -54 q48 4 44 56 q-40 -34 -96 -2" fill="#221d2b"/>`,
    gradient('warm', ['#fde8d3', '#f5c7a9']),
  );

const ray = (place: number): string =>
  `<path transform="rotate(${place * 45} 320 200)" d="M320 ${place % 2 === 0 ? 52 : 104} L334 192 L320 200 Z" fill="#f2c14e"/><path transform="rotate(${place * 45} 320 200)" d="M320 ${place % 2 === 0 ? 52 : 104} L306 192 L320 200 Z" fill="#d08c2e"/>`;

const compass = (): string =>
  svg(
    `${backdrop('#16324f')}<circle cx="320" cy="200" r="128" fill="none" stroke="#f2c14e" stroke-width="3"/><circle cx="320" cy="200" r="140" fill="none" stroke="#f2c14e" stroke-width="1.5" stroke-dasharray="3 9"/>${times(8, ray)}<circle cx="320" cy="200" r="12" fill="#16324f" stroke="#f2c14e" stroke-width="4"/>`,
  );

const hole = (place: number): string =>
  `<rect x="${18 + place * 40}" y="14" width="22" height="20" rx="4" fill="#f4efe6"/><rect x="${18 + place * 40}" y="366" width="22" height="20" rx="4" fill="#f4efe6"/>`;

const film = (): string => {
  const next = random(131);
  return svg(
    `${backdrop('#15121a')}<svg x="0" y="48" width="${WIDTH}" height="304" viewBox="0 60 ${WIDTH} 304" preserveAspectRatio="xMidYMid slice"><rect width="${WIDTH}" height="400" fill="url(#dawn)"/><circle cx="200" cy="210" r="52" fill="#ffe9c2"/>${ridge(next, { base: 230, rough: 120, step: 90, fill: '#8a6a8f' })}${ridge(next, { base: 280, rough: 70, step: 70, fill: '#4f4468' })}${ridge(next, { base: 330, rough: 40, step: 60, fill: '#241f3a' })}</svg>${times(16, hole)}`,
    gradient('dawn', ['#32335f', '#c7748b', '#f7b98a']),
  );
};

const harbour = (): string => {
  const next = random(59);
  return svg(
    `${backdrop('url(#fog)')}<circle cx="470" cy="104" r="44" fill="#fff6dd"/>${ridge(next, { base: 236, rough: 60, step: 110, fill: '#a9b8bd' })}<path d="M204 118 l40 0 l14 168 l-68 0 z" fill="#f7f3ea"/><path d="M199 168 l51 0 l4 40 l-58 0 z" fill="#c8553d"/><rect x="206" y="88" width="36" height="30" rx="4" fill="#3d4a54"/><path d="M242 96 L640 30 L640 150 L242 112 Z" fill="#fff6dd" opacity=".45"/>${ridge(next, { base: 300, rough: 36, step: 80, fill: '#5f7480' })}${ridge(next, { base: 346, rough: 20, step: 50, fill: '#34444f' })}`,
    gradient('fog', ['#c9d6d8', '#e8dfcf']),
  );
};

const TONES = ['#e07a5f', '#3d405b', '#81b29a', '#f2cc8f', '#6d6875', '#457b9d'];

const listener = (place: number): string =>
  `<g fill="${TONES[place % 6] ?? ''}" transform="translate(${92 + (place % 6) * 92} ${250 + Math.floor(place / 6) * 74})"><circle r="22"/><path d="M-34 62 q34 -56 68 0 z"/></g>`;

const workshop = (): string =>
  svg(
    `${backdrop('url(#hall)')}<rect x="120" y="34" width="400" height="158" rx="10" fill="#fffdf8"/><path d="M150 160 C210 60 260 150 320 96 S430 50 490 84" fill="none" stroke="#e07a5f" stroke-width="7" stroke-linecap="round"/><rect x="150" y="58" width="92" height="10" rx="5" fill="#c9c3b8"/><rect x="150" y="78" width="60" height="10" rx="5" fill="#c9c3b8"/>${times(12, listener)}`,
    gradient('hall', ['#e9e2d3', '#cbbfa7']),
  );

const sheet = (x: number, y: number, turned: number, accent: string, content: string): string =>
  `<g transform="translate(${x} ${y}) rotate(${turned})"><rect x="4" y="8" width="230" height="300" rx="8" fill="#000" opacity=".12"/><rect width="230" height="300" rx="8" fill="#fffdf8"/><rect x="22" y="24" width="110" height="16" rx="8" fill="${accent}"/>${content}</g>`;

const lines = (from: number, count: number): string =>
  times(
    count,
    (line) =>
      `<rect x="22" y="${from + line * 20}" width="${line % 3 === 2 ? 120 : 186}" height="8" rx="4" fill="#d8d2c6"/>`,
  );

const paper = (tones: readonly [string, string], accent: string, seed: number) => (): string => {
  const next = random(seed);
  const chart = times(6, (bar) => {
    const height = 24 + next() * 70;
    return `<rect x="${22 + bar * 32}" y="${(170 - height).toFixed(0)}" width="22" height="${height.toFixed(0)}" rx="4" fill="${accent}" opacity="${(0.4 + bar * 0.1).toFixed(1)}"/>`;
  });
  return svg(
    `${backdrop('url(#table)')}${sheet(92, 60, -8, accent, lines(64, 10))}${sheet(318, 46, 6, accent, `${chart}${lines(196, 4)}`)}`,
    gradient('table', tones, 70),
  );
};

/** What a customer's bank shows after a transfer: a proof for a credit request. */
export const transfer = (): string => {
  const rows = [
    ['Recipient', 'Northlight Studio GmbH'],
    ['IBAN', 'DE02 1203 0000 0000 2020 51'],
    ['Amount', '160.00 EUR'],
    ['Purpose', 'Credits, see reference'],
    ['Status', 'Executed'],
  ].map(([name = '', value = ''], place) => {
    const y = 150 + place * 44;
    return `<text x="70" y="${y}" fill="#6b7280" font-size="19">${name}</text><text x="240" y="${y}" fill="#111827" font-size="19">${value}</text><path d="M70 ${y + 15} H570" stroke="#e5e7eb"/>`;
  });
  return svg(
    `${backdrop('#eef2f7')}<rect x="40" y="32" width="560" height="336" rx="14" fill="#fff"/><text x="70" y="92" fill="#111827" font-size="28" font-weight="600">Transfer confirmation</text><g font-family="sans-serif">${rows.join('')}</g>`,
  ).replace('<svg ', '<svg font-family="sans-serif" ');
};

export const services: Record<string, () => string> = {
  'consulting-hour': consulting,
  logo: compass,
  illustration: harbour,
  'short-film': film,
  workshop,
  'press-kit': paper(['#0f766e', '#134e4a'], '#0f766e', 3),
  'brand-guide': paper(['#b45309', '#78350f'], '#b45309', 5),
  'content-plan': paper(['#3f6212', '#1a2e05'], '#4d7c0f', 7),
  'landing-page': paper(['#155e75', '#083344'], '#0e7490', 11),
  newsletter: paper(['#9f1239', '#4c0519'], '#be123c', 13),
  'brand-audit': paper(['#5b21b6', '#2e1065'], '#6d28d9', 17),
};
