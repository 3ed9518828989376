import type { ConsoleTexts } from '../texts.ts';

export const de: ConsoleTexts['invoices'] = {
  title: 'Rechnungen',
};
