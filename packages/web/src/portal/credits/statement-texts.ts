import { number } from '../../language/format.ts';
import { language, type Language } from '../../language/language.ts';

/** What is said of a statement. It comes when somebody asks for one. */
type StatementTexts = {
  title: string;
  heading: string;
  lead: string;
  from: string;
  to: string;
  csv: string;
  print: string;
  file: string;
  since: (day: string) => string;
  until: (day: string) => string;
  more: (count: number) => string;
};

const en: StatementTexts = {
  title: 'Download a statement',
  heading: 'Statement',
  lead: 'Leave a date empty for no limit.',
  from: 'First day',
  to: 'Last day',
  csv: 'Download as CSV',
  print: 'Page for printing',
  file: 'statement',
  since: (day) => `from ${day}`,
  until: (day) => `to ${day}`,
  more: (count) => `This page shows the first ${number(count)} entries. The CSV has all.`,
};

const de: StatementTexts = {
  title: 'Auszug herunterladen',
  heading: 'Kontoauszug',
  lead: 'Lassen Sie ein Datum leer, wenn es keine Grenze geben soll.',
  from: 'Erster Tag',
  to: 'Letzter Tag',
  csv: 'Als CSV herunterladen',
  print: 'Seite zum Drucken',
  file: 'kontoauszug',
  since: (day) => `vom ${day}`,
  until: (day) => `bis ${day}`,
  more: (count) => `Diese Seite zeigt die ersten ${number(count)} Einträge. Die CSV-Datei hat alle.`,
};

const texts: Record<Language, StatementTexts> = { en, de };

export const statementTexts = (): StatementTexts => texts[language.value];
