/**
 * What a page that uses the widget can rely on. These are types only: the build puts this file beside the script, as
 * `widget.d.ts`.
 */

/** Asked whenever a bearer is needed, and once more, with `true`, when the last one was refused. */
export type Token = (refused: boolean) => string | Promise<string>;

export type Configuration = {
  /** Where the API is. The origin of the script unless said otherwise. */
  api?: string;
  token: Token;
};

/** Sets API and token of all elements on the page that have none of their own. */
export declare const configure: (configuration: Configuration) => void;

export interface ScripElement extends HTMLElement {
  /** For this element alone. Without it, the element uses what `configure` was given. */
  token: Token | undefined;
}

/** Whether the agency lets customers see and do something. */
export type WhyNot = { code: string; title: string };

export type BalanceChange = {
  /** All credits less the debt. */
  balance: number;
  /** What can be spent now. */
  available: number;
  /** What open holds set aside: part of the balance. */
  held: number;
  debt: number;
  state: 'ok' | 'low' | 'zero' | 'debt';
  /** Whether the agency shows the balance; `reasons` say why not. */
  visible: boolean;
  reasons: WhyNot[];
};

export type Credited =
  | { by: 'checkout'; checkoutId: string; credits: number; bonusCredits: number }
  | { by: 'redemption'; name?: string; credits: number };

export type Purchased =
  | { what: 'product'; purchaseId: string; productId: string; variantId: string; credits: number }
  | { what: 'service'; orderId: string; serviceId: string; credits: number }
  | { what: 'invoice'; invoiceId: string; credits: number };

export type ScripFailure = {
  /** As the API names it, or `signed_out` where the token function gave nothing that is valid. */
  code: string;
  /** The request's ID, for support. */
  request?: string;
};

/** A button of the widget opens another element. Cancel the event to do something of your own instead. */
export type ScripAction = { action: 'buy' | 'redeem' | 'history' };

export type ScripEvents = {
  'scrip-balance-changed': BalanceChange;
  'scrip-credited': Credited;
  'scrip-purchased': Purchased;
  'scrip-action': ScripAction;
  'scrip-error': ScripFailure;
};

declare global {
  interface HTMLElementTagNameMap {
    'scrip-balance': ScripElement;
    'scrip-buy': ScripElement;
    'scrip-redeem': ScripElement;
    'scrip-pay': ScripElement;
    'scrip-history': ScripElement;
  }

  interface GlobalEventHandlersEventMap {
    'scrip-balance-changed': CustomEvent<BalanceChange>;
    'scrip-credited': CustomEvent<Credited>;
    'scrip-purchased': CustomEvent<Purchased>;
    'scrip-action': CustomEvent<ScripAction>;
    'scrip-error': CustomEvent<ScripFailure>;
  }
}
