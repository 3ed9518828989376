import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { operationId } from '../../shared/kernel/ids.ts';
import * as keys from '../../shared/table/keys.ts';
import { occurrencesOf } from '../support/occurrences.ts';
import { seed } from '../support/seed.ts';

type Keys = typeof keys;
/** What makes keys of parts; of the other functions, some cut ranges and one reads keys. */
type Builder = Exclude<
  { [Name in keyof Keys]: Keys[Name] extends (...parts: never[]) => unknown ? Name : never }[keyof Keys],
  'categoryRange' | 'profileFieldRange' | 'profileValueRange' | 'streamedKind'
>;
type Parts = readonly string[];
type Case = { takes: number; key: (parts: Parts) => unknown };

const ofAgency = (build: (agency: string) => unknown): Case => ({
  takes: 1,
  key: ([agency = '']) => build(agency),
});
const ofTwo = (build: (agency: string, id: string) => unknown): Case => ({
  takes: 2,
  key: ([agency = '', id = '']) => build(agency, id),
});
const ofThree = (build: (agency: string, one: string, other: string) => unknown): Case => ({
  takes: 3,
  key: ([agency = '', one = '', other = '']) => build(agency, one, other),
});
type Ref = { agency: string; account: string };
const ofAccount = (build: (ref: Ref) => unknown) => ofTwo((agency, account) => build({ agency, account }));
const ofAccountAnd = (build: (ref: Ref, id: string) => unknown) =>
  ofThree((agency, account, id) => build({ agency, account }, id));

const builders = {
  accountKey: ofAccount(keys.accountKey),
  expiriesList: ofAgency(keys.expiriesList),
  expiryListKey: ofAccountAnd(keys.expiryListKey),
  entriesPartition: ofAccount(keys.entriesPartition),
  entryKey: ofAccountAnd((ref, at) => keys.entryKey(ref, { at, number: 1 })),
  absorbedKey: ofAccount((ref) => keys.absorbedKey(ref, 1)),
  operationKey: ofAccountAnd(keys.operationKey),
  checkoutKey: ofAccountAnd(keys.checkoutKey),
  checkoutPointerKey: ofTwo(keys.checkoutPointerKey),
  receiptKey: ofTwo((agency, id) => keys.receiptKey(agency, 'stripe', id)),
  receiptsList: ofAccount(keys.receiptsList),
  receiptListKey: ofAccountAnd((ref, id) => keys.receiptListKey(ref, { id, createdAt: 'now' })),
  checkoutsList: ofAgency(keys.checkoutsList),
  checkoutListKey: ofThree((agency, id, createdAt) => keys.checkoutListKey(agency, { id, createdAt })),
  agencyListKey: ofAgency(keys.agencyListKey),
  accountsPartition: ofAgency(keys.accountsPartition),
  accountNameKey: ofAccount(keys.accountNameKey),
  verifiedPartition: ofAgency(keys.verifiedPartition),
  verifiedKey: ofAccount(keys.verifiedKey),
  profileKey: ofAccount(keys.profileKey),
  profileFieldsPartition: ofAgency((agency) => keys.profileFieldsPartition(agency, 'name')),
  profileFieldKey: ofAccountAnd((ref, value) => keys.profileFieldKey(ref, 'name', value)),
  settingsKey: ofAgency(keys.settingsKey),
  peoplePartition: ofAgency(keys.peoplePartition),
  personKey: ofTwo(keys.personKey),
  packagesPartition: ofAgency(keys.packagesPartition),
  packageKey: ofTwo(keys.packageKey),
  productsPartition: ofAgency(keys.productsPartition),
  productKey: ofTwo(keys.productKey),
  productsOnSaleList: ofAgency(keys.productsOnSaleList),
  productListKey: ofThree((agency, category, id) =>
    keys.productListKey(agency, { id, category, onSale: true }),
  ),
  servicesPartition: ofAgency(keys.servicesPartition),
  serviceKey: ofTwo(keys.serviceKey),
  erasureKey: ofAccount(keys.erasureKey),
  erasuresList: ofAgency(keys.erasuresList),
  erasureListKey: ofAccount(keys.erasureListKey),
  mergeKey: ofAccount(keys.mergeKey),
  mergesList: ofAgency(keys.mergesList),
  mergeListKey: ofAccount(keys.mergeListKey),
  quoteKey: ofAccountAnd(keys.quoteKey),
  purchasesPartition: ofAccount(keys.purchasesPartition),
  purchaseKey: ofAccountAnd(keys.purchaseKey),
  ownershipsPartition: ofAccount(keys.ownershipsPartition),
  ownershipKey: ofAccountAnd(keys.ownershipKey),
  downloadsPartition: ofAccount(keys.downloadsPartition),
  downloadKey: ofAccountAnd(keys.downloadKey),
  ordersPartition: ofAccount(keys.ordersPartition),
  orderKey: ofAccountAnd(keys.orderKey),
  ordersList: ofAgency(keys.ordersList),
  orderListKey: ofTwo(keys.orderListKey),
  approvalsPartition: ofAccount(keys.approvalsPartition),
  approvalKey: ofAccountAnd(keys.approvalKey),
  approvalListKey: ofAccountAnd((ref, id) =>
    keys.approvalListKey(ref, { id, createdAt: '2026-01-01T00:00:00.000Z' }),
  ),
  holdsPartition: ofAccount(keys.holdsPartition),
  holdKey: ofAccountAnd(keys.holdKey),
  holdListKey: ofAccountAnd((ref, id) =>
    keys.holdListKey(ref, { id, createdAt: '2026-01-01T00:00:00.000Z' }),
  ),
  giftKey: ofTwo(keys.giftKey),
  giftsList: ofAccount(keys.giftsList),
  giftListKey: ofAccountAnd((ref, id) =>
    keys.giftListKey(ref, { id, createdAt: '2026-01-01T00:00:00.000Z' }),
  ),
  giftCodeKey: ofTwo(keys.giftCodeKey),
  giftsDueList: ofAgency(keys.giftsDueList),
  giftDueListKey: ofTwo((agency, id) =>
    keys.giftDueListKey(agency, { id, expiresAt: '2026-01-01T00:00:00.000Z' }),
  ),
  transferKey: ofTwo(keys.transferKey),
  transfersList: ofAccount(keys.transfersList),
  transferListKey: ofAccountAnd((ref, id) =>
    keys.transferListKey(ref, { id, at: '2026-01-01T00:00:00.000Z' }),
  ),
  spendersPartition: ofAccount(keys.spendersPartition),
  spenderKey: ofAccountAnd(keys.spenderKey),
  spenderIndexKey: ofAccount(keys.spenderIndexKey),
  agencyApprovalsPartition: ofAgency(keys.agencyApprovalsPartition),
  approvalPointerKey: ofThree((agency, id, createdAt) => keys.approvalPointerKey(agency, { id, createdAt })),
  spenderKeyKey: ofTwo(keys.spenderKeyKey),
  spenderKeyIndexKey: ofAccount(keys.spenderKeyIndexKey),
  spendRefundKey: ofAccount((ref) => keys.spendRefundKey(ref, 1)),
  invoicesPartition: ofAccount(keys.invoicesPartition),
  invoiceKey: ofAccountAnd(keys.invoiceKey),
  invoicesList: ofAgency(keys.invoicesList),
  invoiceListKey: ofTwo(keys.invoiceListKey),
  changesPartition: ofAgency(keys.changesPartition),
  changeKey: ofTwo(keys.changeKey),
  promoBatchesPartition: ofAgency(keys.promoBatchesPartition),
  promoBatchKey: ofTwo(keys.promoBatchKey),
  promoCodeKey: ofTwo(keys.promoCodeKey),
  redemptionsPartition: ofAccount(keys.redemptionsPartition),
  redemptionKey: ofAccountAnd(keys.redemptionKey),
  batchRedemptionsList: ofTwo(keys.batchRedemptionsList),
  batchRedemptionListKey: ofAccountAnd(keys.batchRedemptionListKey),
  attemptsKey: ofAccount((ref) => keys.attemptsKey(ref, 'codes')),
  slotsKey: ofAccount((ref) => keys.slotsKey(ref, 'quotes')),
  creditRequestKey: ofTwo(keys.creditRequestKey),
  creditRequestsList: ofAgency((agency) => keys.creditRequestsList(agency, 'pending')),
  creditRequestListKey: ofTwo((agency, id) => keys.creditRequestListKey(agency, { id, status: 'pending' })),
  creditRequestsOfPartition: ofAccount(keys.creditRequestsOfPartition),
  creditRequestPointerKey: ofAccountAnd(keys.creditRequestPointerKey),
  proofsPartition: ofTwo(keys.proofsPartition),
  proofKey: ofThree(keys.proofKey),
  metersPartition: ofAgency(keys.metersPartition),
  meterKey: ofTwo(keys.meterKey),
  refusedUsagePartition: ofAccount(keys.refusedUsagePartition),
  refusedUsageKey: ofAccountAnd(keys.refusedUsageKey),
  refusedUsageList: ofAgency(keys.refusedUsageList),
  refusedUsageListKey: ofTwo(keys.refusedUsageListKey),
  allowancesPartition: ofAgency(keys.allowancesPartition),
  allowanceKey: ofTwo(keys.allowanceKey),
  accountAllowancesKey: ofAccount(keys.accountAllowancesKey),
  allowancesDueList: ofAgency(keys.allowancesDueList),
  allowancesDueListKey: ofAccountAnd(keys.allowancesDueListKey),
  allowanceAccountsPartition: ofTwo(keys.allowanceAccountsPartition),
  allowanceAccountKey: ofAccountAnd(keys.allowanceAccountKey),
  allowancePostingsPartition: ofAccount(keys.allowancePostingsPartition),
  allowancePostingKey: ofAccountAnd(keys.allowancePostingKey),
  allowanceRunKey: ofTwo(keys.allowanceRunKey),
  usagePartition: ofAccount(keys.usagePartition),
  usageKey: ofAccountAnd((ref, minute) => keys.usageKey(ref, minute, 0)),
  reconciliationsPartition: ofAgency(keys.reconciliationsPartition),
  reconciliationKey: ofTwo(keys.reconciliationKey),
  reconcilerKey: ofTwo(keys.reconcilerKey),
  mismatchKey: ofThree(keys.mismatchKey),
  endpointsPartition: ofAgency(keys.endpointsPartition),
  endpointKey: ofTwo(keys.endpointKey),
  deliveriesPartition: ofTwo(keys.deliveriesPartition),
  deliveryKey: ofThree(keys.deliveryKey),
  circuitKey: ofTwo(keys.circuitKey),
  apiKeysPartition: ofAgency(keys.apiKeysPartition),
  apiKeyKey: ofTwo(keys.apiKeyKey),
  apiKeyIndexKey: ofAgency(keys.apiKeyIndexKey),
  sessionsPartition: ofTwo(keys.sessionsPartition),
  sessionKey: ofThree(keys.sessionKey),
  liabilityKey: ofAgency(keys.liabilityKey),
  countedKey: ofAccount(keys.countedKey),
  booksPartition: ofTwo(keys.booksPartition),
  booksKey: ofThree(keys.booksKey),
  closingKey: ofThree(keys.closingKey),
} satisfies Record<Builder, Case>;

const operationIds = ofAccountAnd((ref, key) => operationId('op', ref, 'spend', key));

const part = fc.constantFrom('a', 'b', '%', '#', '%23', '%2523', '2', '');

/** Parts that are one text when they are joined by the separator, cut in two ways. */
const cutTwice = (count: number): fc.Arbitrary<[Parts, Parts]> =>
  fc
    .tuple(fc.array(part, { minLength: count, maxLength: count + 3 }), fc.nat(), fc.nat())
    .map(([pieces, ...cuts]) => {
      const cut = (at: number): Parts => {
        const first = 1 + (at % (pieces.length - count + 1));
        const rest = pieces.slice(first);
        return [
          pieces.slice(0, first).join('#'),
          ...rest.slice(0, count - 2),
          ...(count > 1 ? [rest.slice(count - 2).join('#')] : []),
        ];
      };
      return [cut(cuts[0]), cut(cuts[1])];
    });

/** Parts, and the same with the separator as an escape would write it. */
const escaped = (count: number): fc.Arbitrary<[Parts, Parts]> =>
  fc
    .array(
      fc.array(part, { maxLength: 3 }).map((pieces) => pieces.join('')),
      { minLength: count, maxLength: count },
    )
    .map((parts) => [parts, parts.map((text) => text.replaceAll('#', '%23'))]);

const cases: [string, Case][] = [...Object.entries(builders), ['operationId', operationIds]];

/** How often a part held the separator, by the builder. */
const separators = occurrencesOf(...cases.map(([name]) => name));

describe.each(cases)('%s', (name, { takes, key }) => {
  test(`never makes the same key of different parts, whatever they contain (seed ${seed})`, () => {
    expect.hasAssertions();
    fc.assert(
      fc.property(fc.oneof(cutTwice(takes), escaped(takes)), ([one, other]) => {
        fc.pre(one.some((text, index) => text !== other[index]));
        separators.saw(
          name,
          one.some((text) => text.includes('#')),
        );
        expect(key(one)).not.toEqual(key(other));
      }),
      { seed, numRuns: 300 },
    );
  });
});

test('each builder was given the separator within a part', () => {
  expect.hasAssertions();
  separators.report(50);
});

test('no two builders make the same key of the same parts', () => {
  const made = Object.values(builders).flatMap(({ key }) => {
    const built = key(['a', 'b', 'c']);
    return typeof built === 'object' ? [JSON.stringify(built)] : [];
  });
  expect(new Set(made).size).toBe(made.length);
});

test(`a profile is in the range of each beginning of a field, whatever the case, and in that of no other text (seed ${seed})`, () => {
  const text = fc
    .array(fc.oneof(part, fc.constantFrom('~', ' ', 'Ä', 'ä', 'ﬁ', '🎁')), { maxLength: 5 })
    .map((pieces) => pieces.join('').trim());
  const plain = (one: string) => one.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ');
  expect.hasAssertions();
  fc.assert(
    fc.property(text, text, fc.string(), (prefix, value, account) => {
      const { from, to } = keys.profileFieldRange(prefix);
      const { sk } = keys.profileFieldKey({ agency: 'a', account }, 'name', value);
      expect(from <= sk && sk <= to).toBe(plain(value).startsWith(plain(prefix)));
      const whole = keys.profileValueRange(prefix);
      expect(whole.from <= sk && sk < whole.to).toBe(plain(value) === plain(prefix));
    }),
    { seed, numRuns: 1000 },
  );
});

test(`a category’s products are in its range, and no other’s are (seed ${seed})`, () => {
  const category = fc.array(fc.oneof(part, fc.constantFrom('~', '$', 'ä', '🎁')), {
    minLength: 1,
    maxLength: 4,
  });
  expect.hasAssertions();
  fc.assert(
    fc.property(category, category, fc.string({ minLength: 1, maxLength: 3 }), (one, other, id) => {
      const { from, to } = keys.categoryRange(one.join(''));
      const place = keys.productListKey('a', { id, category: other.join(''), onSale: true });
      const isWithin = place !== undefined && from <= place.listSk && place.listSk < to;
      expect(isWithin).toBe(one.join('') === other.join(''));
    }),
    { seed },
  );
});
