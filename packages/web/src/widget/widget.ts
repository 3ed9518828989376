import { WidgetElement, type View } from './core/element.ts';
import { balanceView } from './balance/balance.ts';
import { configure as configurePage } from './core/page.ts';
import type { configure as Configure } from './public.ts';

export const configure: typeof Configure = configurePage;

class ScripBalance extends WidgetElement {
  static override readonly observedAttributes = ['api', 'lang', 'compact'];

  protected load(): View {
    return balanceView;
  }
}

class ScripBuy extends WidgetElement {
  protected async load(): Promise<View> {
    return (await import('./buy/buy.ts')).buyView;
  }
}

class ScripRedeem extends WidgetElement {
  protected async load(): Promise<View> {
    return (await import('./redeem/redeem.ts')).redeemView;
  }
}

class ScripPay extends WidgetElement {
  static override readonly observedAttributes = ['api', 'lang', 'invoice', 'product', 'variant', 'service'];

  protected async load(): Promise<View> {
    return (await import('./pay/pay.ts')).payView;
  }
}

class ScripHistory extends WidgetElement {
  protected async load(): Promise<View> {
    return (await import('./history/history.ts')).historyView;
  }
}

const elements = {
  'scrip-balance': ScripBalance,
  'scrip-buy': ScripBuy,
  'scrip-redeem': ScripRedeem,
  'scrip-pay': ScripPay,
  'scrip-history': ScripHistory,
};

for (const [name, element] of Object.entries(elements)) {
  // A page may load the script twice.
  if (!customElements.get(name)) customElements.define(name, element);
}
