import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { releaseNotes } from '../../infra/scripts/release/notes.ts';
import { project } from '../support/sources.ts';

const changelog = `# Changelog

## Unreleased

### Added

- Tomorrow's.

## 1.10.0 - 2027-01-02

### Upgrading

Nothing to do.

### Added

- Today's.

## [1.1.0] - 2026-12-01

### Added

- Yesterday's.
`;

test('are the part of the changelog with exactly that version', () => {
  expect(releaseNotes(changelog, '1.10.0', '1.10.0')).toBe(
    "### Upgrading\n\nNothing to do.\n\n### Added\n\n- Today's.\n",
  );
});

describe('fail', () => {
  test.each([
    ['of another version than the manifest’s', '1.10.0', '1.1.0', 'package.json has version 1.1.0'],
    ['without a part in the changelog', '1.1', '1.1', 'no part "## 1.1"'],
    ['that do not say what an upgrade needs', '1.1.0', '1.1.0', 'lacks "### Upgrading"'],
  ])('notes %s', (_what, version, manifest, problem) => {
    expect(() => releaseNotes(changelog, version, manifest)).toThrow(problem);
  });
});

test('what is not released yet says already what an upgrade needs', () => {
  const own = readFileSync(path.join(project, 'CHANGELOG.md'), 'utf8');

  expect(releaseNotes(own.replace('## Unreleased', '## 9.9.9'), '9.9.9', '9.9.9')).toContain('### Upgrading');
});
