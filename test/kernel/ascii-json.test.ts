import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asciiJson } from '../../shared/kernel/ascii-json.ts';

test.each(['', 'plain', 'Grüße', 'سلام', '\u{1F600}', '\uFFFE', '\uFFFF', '\u{10FFFF}', '\u0000', '\uD800'])(
  '%j passes any queue and is read back unchanged',
  (note) => {
    const body = asciiJson({ note });
    expect(body).toMatch(/^[\u0020-\u007e]*$/);
    expect(JSON.parse(body)).toEqual({ note });
  },
);

test('any text is read back unchanged', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (name, text) => {
      const body = asciiJson({ [name]: text });
      expect(body).toMatch(/^[\u0020-\u007e]*$/);
      expect(JSON.parse(body)).toEqual({ [name]: text });
    }),
  );
});
