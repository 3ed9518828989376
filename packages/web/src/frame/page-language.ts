import { effect } from '@preact/signals';
import { language } from '../language/language.ts';

/** Screen readers and hyphenation follow the language that people read. */
effect(() => {
  document.documentElement.lang = language.value;
});
