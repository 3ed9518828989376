import { de as accounts } from './accounts/texts.de.ts';
import { de as catalogue } from './catalogue/texts.de.ts';
import { de as changes } from './changes/texts.de.ts';
import { de as codes } from './codes/texts.de.ts';
import { de as events } from './events/texts.de.ts';
import { de as invoices } from './invoices/texts.de.ts';
import { de as orders } from './orders/texts.de.ts';
import { de as overview } from './overview/texts.de.ts';
import { de as reports } from './reports/texts.de.ts';
import { de as requests } from './requests/texts.de.ts';
import { de as settings } from './settings/texts.de.ts';
import { de as team } from './team/texts.de.ts';
import type { ConsoleTexts } from './texts.ts';

export const de: ConsoleTexts = {
  nav: {
    console: 'Konsole',
    search: 'Kunden finden',
    waiting: (count) => `${count} offen`,
    person: (name) => `${name}, Einstellungen und Abmelden`,
  },
  welcome: {
    title: 'Konsole',
    lead: 'Anträge entscheiden, Kunden helfen und sehen, was aussteht.',
  },
  form: {
    save: 'Änderungen speichern',
    saved: 'Änderungen gespeichert',
    discard: 'Änderungen verwerfen',
    undo: 'Rückgängig',
    undone: 'Rückgängig gemacht',
    conflict: 'Jemand anderes hat das inzwischen geändert',
    conflictHelp: 'Vergleichen Sie die Änderungen und behalten Sie Ihre oder übernehmen Sie die anderen.',
    field: 'Feld',
    wholeNumber: 'Geben Sie eine ganze Zahl ein.',
    noAmount: 'Geben Sie einen Betrag ein.',
    theirs: 'Andere',
    yours: 'Ihre',
    keepMine: 'Meine behalten',
    takeTheirs: 'Andere übernehmen',
    edit: 'Bearbeiten',
    preview: 'Was Kunden sehen',
    unsaved: 'Es gibt Änderungen, die noch nicht gespeichert sind.',
    someWrong: 'Es wurde nichts gespeichert. Prüfen Sie die markierten Felder.',
    moveUp: (what) => `${what} nach oben`,
    moveDown: (what) => `${what} nach unten`,
    removeNamed: (what) => `${what} entfernen`,
    leaveTitle: 'Seite verlassen, ohne zu speichern?',
    leaveBody: 'Ihre Änderungen auf dieser Seite gehen verloren.',
    leave: 'Ohne Speichern verlassen',
    stay: 'Weiter bearbeiten',
    copiedIt: 'Ich habe kopiert',
    fields: {
      id: 'ID',
      name: 'Name',
      description: 'Beschreibung',
      category: 'Kategorie',
      price: 'Preis',
      regionalPrices: 'Preise nach Land',
      credits: 'Guthabenpunkte',
      bonusCredits: 'Bonuspunkte',
      variants: 'Varianten',
      release: 'Version und Datei',
      promotions: 'Aktionen',
      discount: 'Rabatt',
      eligibility: 'Wer kaufen kann',
      creditsExpire: 'Verfall des Guthabens',
      account: 'Kunde',
      uploadId: 'Bild',
      steps: 'Schritte',
      methods: 'Zahlungswege',
      customAmount: 'Freier Betrag',
      branding: 'Erscheinungsbild',
    },
    problems: {
      own_request: 'Ihren eigenen Antrag können Sie nicht entscheiden.',
      already_decided:
        'Sie haben schon einen Schritt dieses Antrags entschieden. Den nächsten entscheidet jemand anderes.',
      role_missing: 'Ihnen fehlt die Rolle, die dieser Schritt braucht.',
      step_not_current: 'Dieser Antrag ist schon weiter. Sehen Sie ihn noch einmal an.',
      request_not_pending: 'Über diesen Antrag ist schon entschieden.',
      precondition_failed: 'Jemand anderes hat das inzwischen geändert.',
      person_required: 'Das kann nur eine angemeldete Person, kein API-Schlüssel.',
      scope_not_held: 'Sie können nur Rechte vergeben, die Sie selbst haben.',
      role_not_held: 'Sie können nur Rollen vergeben, die Sie selbst haben.',
      missing_scope: 'Ihre Rechte erlauben das nicht.',
      email_in_use: 'Diese Adresse gehört jemand anderem.',
      api_key_limit: 'Mehr API-Schlüssel sind nicht möglich. Widerrufen Sie zuerst einen.',
      endpoint_limit: 'Mehr Endpunkte sind nicht möglich. Löschen Sie zuerst einen.',
      endpoint_not_allowed:
        'An diese Adresse werden keine Ereignisse gesendet. Sie muss mit https beginnen und öffentlich sein.',
      endpoint_disabled: 'Dieser Endpunkt ist deaktiviert. Aktivieren Sie ihn zuerst.',
      rotation_too_soon: 'Der Signaturschlüssel wurde innerhalb von 24 Stunden zu oft gewechselt.',
    },
  },
  accounts,
  catalogue,
  changes,
  codes,
  events,
  invoices,
  orders,
  overview,
  reports,
  requests,
  settings,
  team,
};
