import type { ConsoleTexts } from '../texts.ts';

export const de: ConsoleTexts['codes'] = {
  title: 'Codes',
};
