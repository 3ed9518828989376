import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvLine } from '../../shared/http/csv.ts';
import { seed } from '../support/seed.ts';

test('commas separate cells, and the line ends with CRLF', () => {
  expect(csvLine(['code', 'name', 12])).toBe('code,name,12\r\n');
  expect(csvLine([''])).toBe('\r\n');
});

test('numbers stay numbers below zero, with more digits than a JavaScript number keeps', () => {
  expect(csvLine([-1, { decimal: '-0.00000001' }, { decimal: '-9007199254740993' }])).toBe(
    '-1,-0.00000001,-9007199254740993\r\n',
  );
});

test.each([
  ['a comma', 'a,b', '"a,b"'],
  ['a semicolon, which separates cells in some countries', 'a;b', '"a;b"'],
  ['a quote', 'say "hi"', '"say ""hi"""'],
  ['a line break', 'a\r\nb', '"a\r\nb"'],
])('text with %s is quoted', (_what, text, cell) => {
  expect(csvLine([text])).toBe(`${cell}\r\n`);
});

test.each([
  ['=1+1', "'=1+1"],
  ['+1', "'+1"],
  ['-1', "'-1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  [' =1', "' =1"],
  ['\t=1', '"\'\t\'=1"'],
  ['\r=1', '"\'\r\'=1"'],
  ['\n=1', '"\'\n\'=1"'],
  ['x;=1', '"x;\'=1"'],
  ['x\t@SUM(A1)', '"x\t\'@SUM(A1)"'],
  ['x\r\n+1', '"x\r\n\'+1"'],
  ['x; -1', '"x;\' -1"'],
  ['＝1+1', "'＝1+1"],
  ['=HYPERLINK("http://x.example","a")', '"\'=HYPERLINK(""http://x.example"",""a"")"'],
  ['";=1+1', '""";\'=1+1"'],
  ['a;"=1+1"', '"a;\'""=1+1"""'],
])('no text becomes a formula: %j', (text, cell) => {
  expect(csvLine([text])).toBe(`${cell}\r\n`);
});

/** The cells of a line as a program with these separators reads them, without quotes and blanks before them. */
const cellsOf = (text: string, separators: RegExp) =>
  text.split(separators).map((cell) => cell.replace(/^[\s"]+/, ''));

test(`no cell becomes a formula, whichever of its characters separates cells (seed ${seed})`, () => {
  const unit = fc.constantFrom('=', '+', '-', '@', '＝', ';', '\t', '\n', '\r', '"', "'", ' ', ',', 'a');
  let separated = 0;
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 8 }), (text) => {
      if (/[;\t\r\n][\s"]*[=+@＝-]/.test(text)) separated += 1;
      const line = csvLine([text]);
      const cells = [/[;\t\r\n]/, /[;\r\n]/, /\t/].flatMap((separators) => cellsOf(line, separators));
      expect(cells.filter((cell) => /^[=+@＝-]/.test(cell))).toEqual([]);
    }),
    { seed, numRuns: 3000 },
  );
  expect(separated).toBeGreaterThan(100);
});

test('text that only contains such a sign stays unchanged, and numbers stay numbers', () => {
  expect(csvLine(['a=b', '1-2', -5, 0])).toBe('a=b,1-2,-5,0\r\n');
});
