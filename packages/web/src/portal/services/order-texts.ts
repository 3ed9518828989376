import type { Order } from '@scrip/client';
import { language, type Language } from '../../language/language.ts';

/** What the pages say of orders that hold their credits. They come with their route. */
type OrderTexts = {
  payment: Record<Exclude<Order['payment'], 'paid'>, string>;
  paidOf: (price: string) => string;
  holds: string;
  cancel: string;
  cancelOf: (service: string) => string;
  cancelTitle: (service: string) => string;
  cancelBody: string;
  keep: string;
  cancelled: (service: string) => string;
};

const en: OrderTexts = {
  payment: {
    held: 'Held, you pay when it is done',
    returned: 'Given back',
    free: 'Free of charge',
  },
  paidOf: (price) => `Paid, less than the ${price} agreed`,
  holds: 'The credits are held now, and you pay when it is done. If it costs less, the rest is yours again.',
  cancel: 'Cancel order',
  cancelOf: (service) => `Cancel order: ${service}`,
  cancelTitle: (service) => `Cancel ${service}?`,
  cancelBody: 'You get all held credits back. The order is then closed.',
  keep: 'Keep order',
  cancelled: (service) => `${service} is cancelled.`,
};

const de: OrderTexts = {
  payment: {
    held: 'Reserviert, Sie zahlen, wenn sie erledigt ist',
    returned: 'Zurückgegeben',
    free: 'Kostenlos',
  },
  paidOf: (price) => `Bezahlt, weniger als die vereinbarten ${price}`,
  holds:
    'Das Guthaben wird jetzt reserviert, und Sie zahlen, wenn die Bestellung erledigt ist. Kostet sie weniger, gehört der Rest wieder Ihnen.',
  cancel: 'Bestellung stornieren',
  cancelOf: (service) => `Bestellung stornieren: ${service}`,
  cancelTitle: (service) => `${service} stornieren?`,
  cancelBody: 'Sie erhalten das ganze reservierte Guthaben zurück. Die Bestellung ist dann geschlossen.',
  keep: 'Bestellung behalten',
  cancelled: (service) => `${service} ist storniert.`,
};

const texts: Record<Language, OrderTexts> = { en, de };

export const orderTexts = (): OrderTexts => texts[language.value];
