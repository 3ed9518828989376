import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { ScripElement, ScripEvents, Token } from '../../src/widget/public.ts';

type Listeners = {
  [Name in keyof ScripEvents as `on${Name}`]?: (event: CustomEvent<ScripEvents[Name]>) => void;
};

type Widget = DetailedHTMLProps<HTMLAttributes<ScripElement>, ScripElement> &
  Listeners & { api?: string; token?: Token };

declare module 'react/jsx-runtime' {
  namespace JSX {
    interface IntrinsicElements {
      'scrip-balance': Widget & { compact?: boolean };
      'scrip-buy': Widget & { 'return-url'?: string; 'open-in'?: 'tab' | 'page' };
      'scrip-redeem': Widget;
      'scrip-pay': Widget & { invoice?: string; product?: string; variant?: string; service?: string };
      'scrip-history': Widget;
    }
  }
}
