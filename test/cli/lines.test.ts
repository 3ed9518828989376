import { describe, expect, test } from 'vitest';
import { readLines } from '../../packages/cli/src/import/lines.ts';
import { movementsOf } from '../../packages/cli/src/import/movements.ts';

const read = (text: string) => readLines(Buffer.from(text), 'promo');

describe('a file of accounts', () => {
  test.each([
    ['commas', 'account,balance,name\nalice,10,"Müller, Anna"\n'],
    [
      'semicolons, a byte order mark and CRLF, as Excel writes them',
      '\uFEFFaccount;balance;name\r\nalice;10;Müller, Anna\r\n',
    ],
    ['tabs and titles of people', 'Account\tBalance\tNAME\nalice\t10\tMüller, Anna\n'],
    ['spaces around cells and empty lines', 'account, balance, name\n\n alice , 10 , "Müller, Anna"\n\n'],
  ])('with %s', (_, text) => {
    expect(read(text)).toMatchObject({
      bad: [],
      lines: [{ account: 'alice', balance: 10, class: 'promo', profile: { name: 'Müller, Anna' } }],
    });
  });

  test('keeps quotes, line breaks in cells, and counts lines as an editor does', () => {
    const { lines, bad } = read('account,balance,note\na,1,"says ""hi""\nand more"\nb,x,\n');

    expect(lines[0]).toMatchObject({ profile: { note: 'says "hi"\nand more' } });
    expect(bad).toMatchObject([{ line: 4, column: 'balance' }]);
  });

  test('reads a date as the end of its day, and leaves out what is empty', () => {
    const [line] = read('account,balance,expires,class,old_id\na,1,2099-12-31,paid,C-1\n').lines;

    expect(line).toEqual({
      line: 2,
      account: 'a',
      balance: 1,
      class: 'paid',
      expiresAt: '2099-12-31T23:59:59.999Z',
      oldId: 'C-1',
      profile: {},
    });
  });

  test('reads what alone credits are for, each name once and in order, whatever the title of the column', () => {
    for (const title of ['only_for', 'onlyFor', 'Only for']) {
      const cell = 'meter:b | product: brushes|meter:a|category:Brushes: soft, and hard|meter:b';
      const { lines, bad } = read(`account,balance,${title}\na,1,"${cell}"\nb,2,\n`);

      expect(bad).toEqual([]);
      expect(lines[0]?.onlyFor).toEqual({
        products: ['brushes'],
        categories: ['Brushes: soft, and hard'],
        meters: ['a', 'b'],
      });
      expect(lines[1]).not.toHaveProperty('onlyFor');
    }
  });

  test.each(['brushes', 'products:brushes', 'product:', 'product:brushes|', 'Product:brushes'])(
    'names the line that restricts credits to %j',
    (cell) => {
      const { bad } = read(`account,balance,only_for\na,1,"${cell}"\n`);

      expect(bad).toMatchObject([{ line: 2, column: 'only_for' }]);
    },
  );

  test.each([
    ['a balance with a separator', 'a,"1,000",,,', 'balance'],
    ['a negative balance', 'a,-5,,,', 'balance'],
    ['a fraction', 'a,1.5,,,', 'balance'],
    ['no account', ',5,,,', 'account'],
    ['an account with an umlaut', 'mü,5,,,', 'account'],
    ['a German date', 'a,5,31.12.2027,,', 'expires'],
    ['a day that does not exist', 'a,5,2027-02-30,,', 'expires'],
    ['an unknown class', 'a,5,,gift,', 'class'],
    ['an e-mail address that is none', 'a,5,,,nobody', 'email'],
  ])('names the line and the column of %s', (_, line, column) => {
    const { bad } = read(`account,balance,expires,class,email\nfine,1,,,\n${line}\n`);

    expect(bad).toMatchObject([{ line: 3, column }]);
  });

  test.each([
    ['an unknown column', 'account,balance,expiry\n', 'expiry'],
    ['a missing column', 'account\n', 'balance'],
    ['a column twice', 'account,balance,Balance\n', 'balance'],
  ])('is refused for %s', (_, text, column) => {
    expect(read(text)).toMatchObject({ lines: [], bad: [{ line: 1, column }] });
  });

  test('is refused where a line has too many cells, or it is no UTF-8', () => {
    expect(read('account,balance\na,1,2\n').bad).toMatchObject([{ line: 2 }]);
    expect(
      readLines(Buffer.from('account,balance,name\na,1,M\xfcller\n', 'latin1'), 'promo').bad,
    ).toMatchObject([{ line: 1, message: expect.stringContaining('UTF-8') }]);
  });

  test('names a line that repeats another', () => {
    expect(read('account,balance,old_id\na,1,7\nb,1,7\na,2,7\n').bad).toEqual([
      { line: 4, message: 'repeats line 2' },
    ]);
  });
});

describe('the key of a line', () => {
  const keys = (text: string, id = 'opening') =>
    movementsOf(id, 'Opening balance', read(`account,balance,old_id\n${text}`).lines).map(({ key }) => key);

  test('is the same wherever the line is, and whatever its amount', () => {
    expect(keys('b,9,2\nc,1,\na,5,1\n').toSorted()).toEqual(keys('a,1,1\nb,2,2\nc,3,\n').toSorted());
  });

  test('differs by account, old id, place without an old id, and import', () => {
    const all = [...keys('a,1,1\na,1,2\nb,1,1\na,1,\na,2,\n'), ...keys('a,1,1\n', 'another')];

    expect(new Set(all).size).toBe(6);
  });

  test('is not needed where no credits move', () => {
    expect(keys('a,0,\n')).toEqual([]);
  });
});
