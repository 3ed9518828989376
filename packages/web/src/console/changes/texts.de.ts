import type { ConsoleTexts } from '../texts.ts';

export const de: ConsoleTexts['changes'] = {
  title: 'Änderungen',
};
