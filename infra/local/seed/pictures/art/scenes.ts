import { backdrop, gradient, HEIGHT, random, ridge, svg, times, WIDTH } from './svg.ts';

const pine = (x: number, y: number, height: number, fill: string): string => {
  const tier = (place: number): string => {
    const top = y - height + (height * place) / 4;
    const half = (height * (0.1 + place * 0.075)).toFixed(1);
    return `<path d="M${x} ${top.toFixed(1)} l${half} ${(height * 0.36).toFixed(1)} h-${Number(half) * 2} z"/>`;
  };
  return `<g fill="${fill}">${times(4, tier)}</g>`;
};

const pines = (seed: number, y: number, height: number, fill: string, step: number): string => {
  const next = random(seed);
  return times(Math.ceil(WIDTH / step) + 1, (place) =>
    pine(place * step + (next() - 0.5) * step, y + next() * 14, height * (0.7 + next() * 0.5), fill),
  );
};

const forest = (): string =>
  svg(
    `${backdrop('url(#sky)')}<circle cx="448" cy="128" r="46" fill="#fff3d6" opacity=".95"/><circle cx="448" cy="128" r="92" fill="#fff3d6" opacity=".16"/>
${ridge(random(3), { base: 210, rough: 60, step: 70, fill: '#8fb3a8' })}${pines(5, 262, 84, '#5d8f86', 34)}
${ridge(random(7), { base: 262, rough: 26, step: 90, fill: '#5d8f86' })}${pines(11, 322, 126, '#2f6563', 48)}
${ridge(random(13), { base: 322, rough: 22, step: 80, fill: '#2f6563' })}${pines(17, 404, 180, '#123a3f', 74)}`,
    gradient('sky', ['#f7c99b', '#f3ddc0', '#cfe0d4']),
  );

const rock = (next: () => number, x: number, y: number, size: number): string => {
  const corner = (angle: number, reach: number): string =>
    `${(x + Math.cos(angle) * size * reach).toFixed(1)} ${(y + Math.sin(angle) * size * reach * 0.62).toFixed(1)}`;
  const angles = [2.9, 3.6, 4.3, 4.9, 5.6, 6.3].map((angle) => angle + (next() - 0.5) * 0.3);
  const outline = angles.map((angle) => corner(angle, 0.85 + next() * 0.35));
  const [first = '', second = '', third = '', fourth = '', fifth = '', sixth = ''] = outline;
  const middle = `${(x + (next() - 0.4) * size * 0.3).toFixed(1)} ${(y - size * 0.18).toFixed(1)}`;
  return `<g stroke-linejoin="round"><path d="M${outline.join(' L')} L${x} ${y + size * 0.12} Z" fill="#4b4f63"/>
<path d="M${second} L${third} L${middle} L${first} Z" fill="#8e8ea3"/><path d="M${third} L${fourth} L${middle} Z" fill="#b9b3bd"/>
<path d="M${fourth} L${fifth} L${middle} Z" fill="#6d6f85"/><path d="M${fifth} L${sixth} L${middle} Z" fill="#3a3e52"/></g>`;
};

const coast = (): string => {
  const next = random(29);
  const waves = times(26, (place) => {
    const y = 232 + place * 6.6;
    return `<path d="M${-20 + next() * 640} ${y.toFixed(1)} h${(30 + next() * 120).toFixed(0)}" stroke="#e9f4f2" stroke-opacity="${(0.18 + place * 0.016).toFixed(2)}" stroke-width="${(1 + place * 0.1).toFixed(1)}" stroke-linecap="round"/>`;
  });
  return svg(
    `${backdrop('url(#dusk)')}<circle cx="196" cy="206" r="40" fill="#ffe2b8"/><rect y="216" width="${WIDTH}" height="${HEIGHT}" fill="url(#sea)"/>
<path d="M150 218 h92 l-20 60 h-52 z" fill="#ffd9a8" opacity=".35"/>${waves}
${rock(next, 520, 262, 92)}${rock(next, 610, 292, 120)}${rock(next, 408, 300, 64)}${rock(next, 96, 372, 110)}${rock(next, 250, 402, 84)}${rock(next, 560, 412, 130)}`,
    gradient('dusk', ['#5b5f97', '#c98a9d', '#f6b98c', '#ffd9a8']) +
      gradient('sea', ['#b77f8e', '#4f6d8f', '#1f3a5c']),
  );
};

const house = (next: () => number, x: number, width: number, height: number): string => {
  const walls = ['#d98f6c', '#e2b07a', '#c9735f', '#e8c99b', '#a9b29a', '#b8899a'];
  const wall = walls[Math.floor(next() * walls.length)] ?? '';
  const top = 330 - height;
  const columns = Math.max(2, Math.round(width / 30));
  const windows = times(Math.floor((height - 50) / 44), (row) =>
    times(columns, (column) => {
      const wx = x + (width / columns) * (column + 0.5) - 7;
      const lit = next() > 0.6 ? '#ffe7a8' : '#4a3d4f';
      return `<rect x="${wx.toFixed(1)}" y="${top + 20 + row * 44}" width="14" height="24" rx="7" fill="${lit}"/>`;
    }),
  );
  return `<path d="M${x - 5} ${top} L${x + width / 2} ${top - width * 0.42} L${x + width + 5} ${top} Z" fill="#6b3f45"/><rect x="${x}" y="${top}" width="${width}" height="${height + 10}" fill="${wall}"/>${windows}<rect x="${x + width / 2 - 10}" y="298" width="20" height="34" rx="10" fill="#513542"/>`;
};

const town = (): string => {
  const next = random(41);
  const row = [0, 84, 156, 252, 330, 418, 500, 572].map((x, place) =>
    house(next, x, [78, 66, 90, 72, 82, 76, 66, 78][place] ?? 70, 130 + next() * 90),
  );
  const stones = times(5, (line) =>
    times(22, (place) => {
      const width = 22 + line * 8;
      return `<rect x="${(place * (width + 4) - line * 13).toFixed(0)}" y="${338 + line * 13}" width="${width}" height="10" rx="5" fill="#8d7f86" opacity="${(0.45 + next() * 0.5).toFixed(2)}"/>`;
    }),
  );
  return svg(
    `${backdrop('url(#evening)')}${ridge(next, { base: 230, rough: 50, step: 90, fill: '#b9869d' })}${row.join('')}<rect y="332" width="${WIDTH}" height="68" fill="#5c4f59"/>${stones}`,
    gradient('evening', ['#4c5a8a', '#a685a5', '#f4b995']),
  );
};

const village = (): string => {
  const next = random(53);
  const flakes = times(
    90,
    () =>
      `<circle cx="${(next() * WIDTH).toFixed(0)}" cy="${(next() * HEIGHT).toFixed(0)}" r="${(0.8 + next() * 2).toFixed(1)}" fill="#fff" opacity="${(0.4 + next() * 0.6).toFixed(2)}"/>`,
  );
  const cabins = [
    [110, 292],
    [232, 272],
    [366, 296],
    [492, 268],
  ].map(
    ([x = 0, y = 0]) =>
      `<g transform="translate(${x} ${y})"><rect x="-34" y="0" width="68" height="46" fill="#5b4038"/><path d="M-46 6 L0 -40 L46 6 Z" fill="#f4f8ff"/><rect x="-20" y="14" width="16" height="16" fill="#ffd27a"/><rect x="6" y="14" width="16" height="16" fill="#ffd27a"/><path d="M20 -34 q8 -18 -2 -30 q-10 -12 2 -26" stroke="#cfd8ea" stroke-width="6" fill="none" opacity=".6" stroke-linecap="round"/></g>`,
  );
  return svg(
    `${backdrop('url(#night)')}<circle cx="520" cy="78" r="30" fill="#f3f0dc"/>${ridge(next, { base: 190, rough: 90, step: 80, fill: '#4a5f8c' })}${pines(59, 276, 90, '#2c4068', 42)}${ridge(next, { base: 282, rough: 18, step: 120, fill: '#dfe8f7' })}${cabins.join('')}${ridge(next, { base: 342, rough: 14, step: 160, fill: '#f6f9ff' })}${flakes}`,
    gradient('night', ['#16213f', '#34477a', '#7f93bd']),
  );
};

const sky = (): string => {
  const next = random(61);
  const cloud = (x: number, y: number, size: number, opacity: number): string =>
    `<g fill="#fff" opacity="${opacity}">${times(7, (place) => `<ellipse cx="${(x + (place - 3) * size * 0.55).toFixed(0)}" cy="${(y - next() * size * 0.35).toFixed(0)}" rx="${(size * (0.5 + next() * 0.4)).toFixed(0)}" ry="${(size * (0.25 + next() * 0.22)).toFixed(0)}"/>`)}</g>`;
  return svg(
    `${backdrop('url(#day)')}<circle cx="320" cy="330" r="150" fill="#fff1cf" opacity=".35"/><circle cx="320" cy="330" r="64" fill="#fff6e0"/>${cloud(140, 120, 90, 0.75)}${cloud(470, 90, 70, 0.6)}${cloud(540, 212, 110, 0.8)}${cloud(90, 262, 80, 0.7)}${cloud(330, 190, 56, 0.45)}<path d="M0 400 A520 520 0 0 1 640 400" fill="none" stroke="#fff" stroke-opacity=".5" stroke-width="2"/>`,
    gradient('day', ['#2f6fb5', '#7fb2de', '#f7d3ae']),
  );
};

export const scenes: Record<string, () => string> = {
  forest,
  'coastal-rocks': coast,
  'old-town': town,
  'winter-village': village,
  'sky-domes': sky,
};
