import { because } from './fault.ts';
import { currency } from './amount.ts';

const codes = (list: string): readonly string[] => list.trim().split(/\s+/);

/** How many decimals the minor unit of a currency is, where that is not two. */
const DECIMALS: ReadonlyMap<string, number> = new Map([
  ...codes('BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF').map(
    (code) => [code, 0] as const,
  ),
  ...codes('BHD IQD JOD KWD LYD OMR TND').map((code) => [code, 3] as const),
  ['CLF', 4],
]);

/**
 * The currencies of ISO 4217 that people pay in: no funds, metals or codes for testing.
 * @see https://www.six-group.com/en/products-services/financial-information/data-standards.html
 */
const CURRENCIES: ReadonlySet<string> = new Set(
  codes(`
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLF
    CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF
    IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK
    MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR
    SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYI UYU UZS
    VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG
  `),
);

/** Whether it is a currency that people pay in. */
export const exists = (code: string): boolean => CURRENCIES.has(code);

/** @returns how many decimals the minor unit of a currency is; two where we do not know the currency */
export const decimalsOf = (code: string): number => DECIMALS.get(code) ?? 2;

/** A currency that exists, as a request may name it. What is stored, or a provider names, may be any other. */
export const existingCurrency = currency.refine(exists, {
  message: 'must be an ISO 4217 currency',
  ...because({ code: 'invalid_format', format: 'currency' }),
});
