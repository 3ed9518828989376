import { afterEach, describe, expect, test } from 'vitest';
import type { Fault } from '../../packages/client/src/index.ts';
import { faultText } from '../../packages/web/src/console/form/fault-text.ts';
import { de as consoleDe } from '../../packages/web/src/console/texts.de.ts';
import { en as consoleEn } from '../../packages/web/src/console/texts.en.ts';
import { t } from '../../packages/web/src/console/texts.ts';
import { de } from '../../packages/web/src/language/common.de.ts';
import { en } from '../../packages/web/src/language/common.en.ts';
import { language } from '../../packages/web/src/language/language.ts';
import { problemText, sayFaultsWith } from '../../packages/web/src/language/problem.ts';
import { common } from '../../packages/web/src/language/texts.ts';

const speakGerman = (): void => {
  common.value = de;
  t.value = consoleDe;
  language.value = 'de';
};

const at = (pointer: string, reason: Partial<Fault> & Pick<Fault, 'code'>): Fault => ({
  in: 'body',
  pointer,
  message: 'The API says this in English',
  ...reason,
});

afterEach(() => {
  common.value = en;
  t.value = consoleEn;
  language.value = 'en';
});

describe('what the API finds wrong with a field is said in the reader’s language', () => {
  test.each<[Fault, string, string]>([
    [at('/name', { code: 'required' }), 'Fill this in.', 'Füllen Sie das aus.'],
    [
      at('/name', { code: 'too_small', minimum: 1, unit: 'characters' }),
      'Fill this in.',
      'Füllen Sie das aus.',
    ],
    [
      at('/name', { code: 'too_big', maximum: 1000, unit: 'characters' }),
      'Use at most 1,000 characters.',
      'Höchstens 1.000 Zeichen.',
    ],
    [
      at('/scopes', { code: 'too_small', minimum: 1, unit: 'entries' }),
      'Give at least 1.',
      'Geben Sie mindestens 1 an.',
    ],
    [
      at('/codes', { code: 'too_big', maximum: 1000 }),
      'Enter at most 1,000.',
      'Geben Sie höchstens 1.000 ein.',
    ],
    [
      at('/url', { code: 'invalid_format', format: 'url' }),
      'Enter a full address such as https://example.com.',
      'Geben Sie eine vollständige Adresse ein, etwa https://example.com.',
    ],
    [
      at('/branding/accent/light', { code: 'invalid_format' }),
      'Enter a colour such as #1a56db.',
      'Geben Sie eine Farbe ein, etwa #1a56db.',
    ],
    [
      at('/from', { code: 'wrong_order' }),
      'The beginning must be before the end.',
      'Der Anfang muss vor dem Ende liegen.',
    ],
  ])('%j', (fault, english, german) => {
    expect(faultText(fault)).toBe(english);
    speakGerman();
    expect(faultText(fault)).toBe(german);
  });

  test('minor units, which nobody types, are not named as a bound', () => {
    expect(faultText(at('/price/amount', { code: 'too_small', minimum: 50 }))).toBe('This is too small.');
    expect(faultText(at('/amount', { code: 'too_small', minimum: 50 }))).toBe('Enter at least 50.');
  });

  test('where the API says why in words alone, its own words remain', () => {
    speakGerman();
    expect(faultText(at('/price', { code: 'not_chargeable' }))).toBe('The API says this in English');
  });

  test('the portal says what can be wrong with a text, and no more than that the form is wrong else', () => {
    const failing = (fault: Fault) => {
      const failure = { code: 'invalid_request', title: 'The request is invalid', faults: [fault] };
      return problemText(failure);
    };
    speakGerman();
    expect(failing(at('/note', { code: 'too_big', maximum: 1000, unit: 'characters' }))).toBe(
      'Höchstens 1.000 Zeichen.',
    );
    expect(failing(at('/note', { code: 'invalid_format' }))).toBe(
      'Das enthält Zeichen, die nicht erlaubt sind.',
    );
    expect(failing(at('/links', { code: 'invalid_value' }))).toBe(de.problems.invalid_request);
  });

  test('a refusal of the console that shows no fields says each fault once', () => {
    sayFaultsWith(faultText);
    const faults = [at('/expiresAt', { code: 'in_the_past' }), at('/to', { code: 'in_the_past' })];
    const failure = { code: 'invalid_request', title: 'The request is invalid', faults };
    expect(problemText(failure)).toBe('Choose a time in the future.');
    speakGerman();
    expect(problemText(failure)).toBe('Wählen Sie einen Zeitpunkt in der Zukunft.');
  });
});
