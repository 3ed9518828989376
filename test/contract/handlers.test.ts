import { globSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { importsOf, project, sourceOf } from '../support/sources.ts';

const MAX_LINES = 20;

/** The API's Lambdas whose handlers parse, call and answer. */
const files = globSync('functions/{account,store,checkout,agency}/*.ts', { cwd: project });

type Handler = { file: string; name: string; lines: number };

/** Text cut before each line that matches, what comes before the first left out; each part without its blank end. */
const cutAt = (text: string, start: RegExp): string[] =>
  text
    .split(start)
    .slice(1)
    .map((part) => part.trimEnd());

const nameOf = (part: string): string => /\w+/.exec(part.replace(/^(?:export )?const /, ''))?.[0] ?? '';

const linesOf = (part: string): number => part.split('\n').length;

/** A declaration of type `Handler` from its type on, and each member of one of type `Handlers`, as the formatter lays them. */
const handlersIn = (file: string): Handler[] =>
  cutAt(sourceOf(file), /^(?=(?:export )?(?:const|type|function) |\/\*\*)/m).flatMap((declaration) => {
    const [, one] = declaration.split(/(?<=\n)(?=.*\bHandler<)/);
    if (one !== undefined) return [{ file, name: nameOf(declaration), lines: linesOf(one) }];
    if (!/: Handlers</.test(declaration)) return [];
    const members = declaration.replace(/\n\}\)?;$/, '');
    return cutAt(members, /^(?= {2}\w)/m).map((member) => ({
      file,
      name: nameOf(member),
      lines: linesOf(member),
    }));
  });

const handlers = files.flatMap(handlersIn);

describe('handlers', () => {
  test('the search finds the handlers', () => {
    expect(handlers).toContainEqual({
      file: 'functions/agency/settings.ts',
      name: 'putSettings',
      lines: 5,
    });
    expect(handlers.length).toBeGreaterThan(30);
  });

  test(`have at most ${MAX_LINES} lines`, () => {
    expect(handlers.filter(({ lines }) => lines > MAX_LINES)).toEqual([]);
  });

  test('import no keys, guarded writes or commit', () => {
    const forbidden = /^shared\/(?:table\/(?:keys|guarded)|ledger\/(?:run|once|transact|posting))\.ts$/;
    const wrong = files.flatMap(importsOf).filter(({ target }) => forbidden.test(target));

    expect(wrong.map(({ file, target }) => `${file} imports ${target}`)).toEqual([]);
  });
});
