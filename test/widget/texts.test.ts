import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { project } from '../support/sources.ts';

const widget = path.join(project, 'packages', 'web', 'src', 'widget');

/** The sources of a view, but for its texts. */
const codeOf = (folder: string): string =>
  globSync('*.ts', { cwd: path.join(widget, folder), exclude: ['texts.ts'] })
    .map((file) => readFileSync(path.join(widget, folder, file), 'utf8'))
    .join('\n');

/** The names at the first level of each type of texts; the compiler holds both languages against it. */
const textsOf = (file: string): string[] => {
  const [, members = ''] =
    /^type \w+Texts = \{\n(.*?)^\};/ms.exec(readFileSync(path.join(widget, file), 'utf8')) ?? [];
  return [...members.matchAll(/^ {2}(\w+):/gm)].map(([, name = '']) => name);
};

describe('the widget’s texts', () => {
  test.each(globSync('*/texts.ts', { cwd: widget }).toSorted())('of %s are all used', (file) => {
    const names = textsOf(file);
    const code = codeOf(path.dirname(file));
    // The buttons of the balance take their texts by their actions.
    const byName = code.includes('texts[action]') ? ['buy', 'redeem', 'history'] : [];

    expect(names.length).toBeGreaterThan(5);
    expect(
      names.filter((name) => !new RegExp(`texts\\.${name}\\b`).test(code) && !byName.includes(name)),
    ).toEqual([]);
  });
});
