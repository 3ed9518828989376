import { globSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Import, importsOf, project, sourceOf } from '../support/sources.ts';

/** Which folders a folder may import from, beside itself. Nothing points back. */
const below: Record<string, string[]> = {
  'shared/kernel': [],
  'shared/queue': ['shared/kernel'],
  'shared/schedule': ['shared/kernel'],
  'shared/table': ['shared/kernel'],
  'shared/ledger': ['shared/table', 'shared/kernel'],
  'shared/audit': ['shared/credit-requests', 'shared/ledger', 'shared/table', 'shared/kernel'],
  'shared/access': [
    'shared/agency',
    'shared/spenders',
    'shared/store',
    'shared/ledger',
    'shared/table',
    'shared/kernel',
  ],
  'shared/events': ['shared/agency', 'shared/ledger', 'shared/table', 'shared/kernel'],
  'shared/files': ['shared/table', 'shared/kernel'],
  'shared/agency': ['shared/ledger', 'shared/table', 'shared/kernel'],
  'shared/spenders': ['shared/agency', 'shared/ledger', 'shared/table', 'shared/kernel'],
  'shared/account': ['shared/agency', 'shared/spenders', 'shared/ledger', 'shared/table', 'shared/kernel'],
  'shared/usage': [
    'shared/agency',
    'shared/files',
    'shared/spenders',
    'shared/ledger',
    'shared/table',
    'shared/kernel',
  ],
  'shared/allowances': ['shared/agency', 'shared/ledger', 'shared/table', 'shared/kernel'],
  'shared/holds': [
    'shared/account',
    'shared/agency',
    'shared/spenders',
    'shared/ledger',
    'shared/table',
    'shared/kernel',
  ],
  'shared/transfers': [
    'shared/account',
    'shared/agency',
    'shared/spenders',
    'shared/ledger',
    'shared/table',
    'shared/kernel',
  ],
  'shared/store': [
    'shared/account',
    'shared/agency',
    'shared/files',
    'shared/holds',
    'shared/spenders',
    'shared/transfers',
    'shared/ledger',
    'shared/table',
    'shared/kernel',
  ],
  'shared/approvals': [
    'shared/account',
    'shared/holds',
    'shared/spenders',
    'shared/store',
    'shared/transfers',
    'shared/ledger',
    'shared/table',
    'shared/kernel',
  ],
  'shared/payments': ['shared/store', 'shared/agency', 'shared/ledger', 'shared/table', 'shared/kernel'],
  'shared/credit-requests': [
    'shared/store',
    'shared/agency',
    'shared/ledger',
    'shared/table',
    'shared/kernel',
  ],
  'shared/people': ['shared/access', 'shared/agency', 'shared/ledger', 'shared/table', 'shared/kernel'],
  'shared/privacy': [
    'shared/access',
    'shared/account',
    'shared/agency',
    'shared/allowances',
    'shared/audit',
    'shared/credit-requests',
    'shared/events',
    'shared/files',
    'shared/holds',
    'shared/merges',
    'shared/ledger',
    'shared/payments',
    'shared/spenders',
    'shared/store',
    'shared/usage',
    'shared/table',
    'shared/kernel',
  ],
  'shared/merges': [
    'shared/access',
    'shared/agency',
    'shared/allowances',
    'shared/credit-requests',
    'shared/holds',
    'shared/spenders',
    'shared/store',
    'shared/ledger',
    'shared/table',
    'shared/kernel',
  ],
  'shared/pictures': ['shared/agency', 'shared/files', 'shared/ledger', 'shared/table', 'shared/kernel'],
  'shared/views': [
    'shared/access',
    'shared/approvals',
    'shared/allowances',
    'shared/holds',
    'shared/spenders',
    'shared/store',
    'shared/account',
    'shared/agency',
    'shared/http',
    'shared/ledger',
    'shared/table',
    'shared/kernel',
  ],
  'shared/http': ['shared/ledger', 'shared/table', 'shared/kernel'],
  'shared/smoke': ['shared/http'],
  infra: [
    'shared/http',
    'shared/smoke',
    'shared/events',
    'shared/table',
    'shared/files',
    'shared/kernel',
    'package.json',
    // The client is generated from what is published.
    'docs/openapi.json',
    'docs/events.json',
  ],
};

const everythingShared = Object.keys(below).filter((folder) => folder.startsWith('shared/'));

/** Each Lambda is a folder of its own, and so is each part of shared/. */
const folderOf = (file: string): string => {
  const [top = '', next = ''] = file.split('/');
  return top === 'infra' || next === '' ? top : `${top}/${next}`;
};

const mayImport = (from: string, to: string): boolean =>
  from === to ||
  (from.startsWith('functions/') ? [...everythingShared, 'docs/openapi.json'] : below[from])?.includes(to) ===
    true;

const files = globSync(['shared/**/*.ts', 'functions/**/*.ts', 'infra/**/*.ts'], { cwd: project }).filter(
  (file) => !file.startsWith('infra/local/'),
);
const imports = files.flatMap(importsOf);
const local = imports.filter(({ target }) => /^(?:shared|functions|infra|docs|test|package)\b/.test(target));

const told = ({ file, target }: Import) => `${file} imports ${target}`;

test('the search finds the imports', () => {
  expect(local.length).toBeGreaterThan(files.length);
});

describe('imports', () => {
  test('point down the layers, never up or sideways', () => {
    const wrong = local.filter(({ file, target }) => !mayImport(folderOf(file), folderOf(target)));

    expect(wrong.map(told)).toEqual([]);
  });

  test('the route table imports no code that runs', () => {
    const allowed =
      /^zod$|^shared\/(?:http\/(?:route|routes|page|errors)\.ts|http\/routes\/|kernel\/|table\/items\/)/;
    const wrong = imports.filter(
      ({ file, target }) => /^shared\/http\/routes(?:\/|\.ts)/.test(file) && !allowed.test(target),
    );

    expect(wrong.map(told)).toEqual([]);
  });

  test('infra imports only the keys and the event schema from the table', () => {
    const wrong = local.filter(
      ({ file, target }) =>
        file.startsWith('infra/') &&
        target.startsWith('shared/table/') &&
        !['shared/table/keys.ts', 'shared/table/items/cloud-event.ts'].includes(target),
    );

    expect(wrong.map(told)).toEqual([]);
  });

  test('synthesis imports only the folder names from shared/files', () => {
    const wrong = local.filter(
      ({ file, target }) =>
        file.startsWith('infra/') &&
        target.startsWith('shared/files/') &&
        target !== 'shared/files/object-key.ts',
    );

    expect(wrong.map(told)).toEqual([]);
  });

  test('only one file sends transactions', () => {
    const writers = files.filter((file) =>
      /\bTransactWrite(?:Items)?Command\b|\.transactWrite/.test(sourceOf(file)),
    );

    expect(writers).toEqual(['shared/ledger/transact.ts']);
  });
});
