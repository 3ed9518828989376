import { expect, test } from 'vitest';
import { csvLine } from '../../shared/http/csv.ts';

test('cells stand between commas, and the line ends with CRLF', () => {
  expect(csvLine(['code', 'name', 12])).toBe('code,name,12\r\n');
  expect(csvLine([''])).toBe('\r\n');
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
  ['\t=1', '"\'\t=1"'],
  ['\r=1', '"\'\r=1"'],
  ['\n=1', '"\'\n=1"'],
  ['＝1+1', "'＝1+1"],
  ['=HYPERLINK("http://x.example","a")', '"\'=HYPERLINK(""http://x.example"",""a"")"'],
  ['";=1+1', '""";=1+1"'],
])('no text is a formula: %j', (text, cell) => {
  expect(csvLine([text])).toBe(`${cell}\r\n`);
});

test('text that only contains such a sign stays as it is, and numbers stay numbers', () => {
  expect(csvLine(['a=b', '1-2', -5, 0])).toBe('a=b,1-2,-5,0\r\n');
});
