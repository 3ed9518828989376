import { language, type Language } from '../../language/language.ts';

/** What is said of proofs. It comes with the page of a request. */
type ProofTexts = {
  title: string;
  none: string;
  file: string;
  receivedTag: string;
  received: string;
  drop: string;
  choose: string;
  uploading: string;
  types: (size: string) => string;
  wrongType: string;
  tooLarge: (size: string) => string;
  failed: string;
  note: string;
  noteHelp: string;
  send: string;
};

const en: ProofTexts = {
  title: '2. Show that you paid',
  none: 'No proof was added.',
  file: 'File',
  receivedTag: 'Received',
  received: 'Proof received',
  drop: 'Drop a receipt here, or',
  choose: 'Choose a file',
  uploading: 'Uploading',
  types: (size) => `PDF, PNG or JPEG, up to ${size}`,
  wrongType: 'Choose a PDF, PNG or JPEG file.',
  tooLarge: (size) => `Choose a file of at most ${size}.`,
  failed: 'The upload failed. Choose the file again.',
  note: 'Or describe the payment',
  noteHelp: 'For example a link to the transaction.',
  send: 'Send note',
};

const de: ProofTexts = {
  title: '2. Zeigen Sie, dass Sie bezahlt haben',
  none: 'Es gibt keinen Nachweis.',
  file: 'Datei',
  receivedTag: 'Erhalten',
  received: 'Nachweis erhalten',
  drop: 'Legen Sie einen Beleg hier ab, oder',
  choose: 'Datei wählen',
  uploading: 'Wird hochgeladen',
  types: (size) => `PDF, PNG oder JPEG, bis ${size}`,
  wrongType: 'Wählen Sie eine PDF-, PNG- oder JPEG-Datei.',
  tooLarge: (size) => `Wählen Sie eine Datei von höchstens ${size}.`,
  failed: 'Das Hochladen ist fehlgeschlagen. Wählen Sie die Datei noch einmal.',
  note: 'Oder beschreiben Sie die Zahlung',
  noteHelp: 'Zum Beispiel mit einem Link zur Transaktion.',
  send: 'Notiz senden',
};

const texts: Record<Language, ProofTexts> = { en, de };

export const proofTexts = (): ProofTexts => texts[language.value];
