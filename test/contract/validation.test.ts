import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { synthesize } from './synthesize.ts';

test('tests synthesize without the CDK validator, which writes a report beside the template', () => {
  const directory = mkdtempSync(path.join(tmpdir(), 'scrip-synth-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  synthesize({}, directory);

  expect(existsSync(path.join(directory, 'Scrip.template.json'))).toBe(true);
  expect(existsSync(path.join(directory, 'validation-report.json'))).toBe(false);
});
