import type { ConsoleTexts } from '../texts.ts';

export const de: ConsoleTexts['reports'] = {
  title: 'Berichte',
};
