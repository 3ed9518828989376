import { useSignal } from '@preact/signals';
import {
  createCheckout,
  createCreditRequest,
  type Account,
  type CreditRequestMethod,
  type Package,
  type Provider,
} from '@scrip/client';
import { useLocation } from 'preact-iso';
import { Button } from '../../design/button.tsx';
import { Card, Notice, Pairs, Skeleton, State } from '../../design/parts.tsx';
import { Answer } from '../../data/answer.tsx';
import { useDeed } from '../../data/deed.ts';
import { customOffer } from '../../data/custom-amount.ts';
import { queryClient } from '../../data/query.ts';
import { brand } from '../../frame/brand.ts';
import { Page } from '../../frame/page.tsx';
import { wholeFrom1 } from '../../language/whole.ts';
import { capitalized, money, moneyEach, number, signed } from '../../language/format.ts';
import { problemText } from '../../language/problem.ts';
import { namesIn } from '../../restricted/names.ts';
import { restrictedTexts } from '../../restricted/texts.ts';
import { countingFor, restrictedIn, type Sold } from '../../restricted/things.ts';
import { client, useAccount } from '../client.ts';
import { href, returnUrl } from '../paths.ts';
import { t } from '../texts.ts';
import { useThings } from '../things.ts';
import { CustomChoice, MethodChoice, PackageChoice } from './choices.tsx';
import { OpenCheckout } from './open-checkout-notice.tsx';
import { cheapestFor, type Offers, useOffers, type Wanted } from './offers.ts';
import { type Agreed, isAt, isSame, keepCheckout, useOpenCheckout } from './open-checkout.ts';
import { Refusal } from '../../data/refusal.tsx';
import { useLeave } from './leave.ts';

type Method = Provider | CreditRequestMethod;

const METHOD_ICONS = { stripe: 'card', paypal: 'wallet', bank_transfer: 'bank', crypto: 'coin' } as const;

const isRequest = (method: Method): method is CreditRequestMethod =>
  method === 'bank_transfer' || method === 'crypto';

/** Which package is chosen at first: the one that the address names, or the first that covers what is missing. */
const firstChoice = ({ packages, customAmount }: Offers, query: URLSearchParams): string => {
  const named = packages.find(({ id }) => id === query.get('package'));
  const needed = Number(query.get('need') ?? 0);
  const covering = needed > 0 ? cheapestFor(needed, packages) : undefined;
  if (!named && !covering && needed > 0 && customAmount) return CUSTOM;
  return (named ?? covering ?? packages[Math.min(1, packages.length - 1)])?.id ?? CUSTOM;
};

const CUSTOM = '~custom';

/** What is about to be bought, as the summary shows it. */
type Basket = Agreed & { title: string };

const basketOf = (chosen: string, credits: number | undefined, offers: Offers): Basket | undefined => {
  const one = offers.packages.find(({ id }) => id === chosen);
  if (one)
    return {
      wanted: { packageId: one.id },
      title: one.name,
      credits: one.credits,
      bonus: one.bonusCredits,
      onlyFor: one.onlyFor,
      bonusOnlyFor: one.bonusOnlyFor,
      price: one.price,
    };
  if (!offers.customAmount || credits === undefined) return undefined;
  const offer = customOffer(offers.customAmount, credits);
  return offer && { wanted: { credits }, title: t.value.buy.another, ...offer };
};

const soldOf = ({ bonus: bonusCredits, ...basket }: Basket): Sold => ({ ...basket, bonusCredits });

/** The ways to pay that this basket can take. */
const methodsOf = ({ providers, requestMethods }: Offers, one: Package | undefined): Method[] => [
  ...providers.filter((provider) => one === undefined || one.providers.includes(provider)),
  ...requestMethods,
];

const Form = ({ offers, account }: { offers: Offers; account: Account | undefined }) => {
  const { route } = useLocation();
  const query = new URLSearchParams(location.search);
  const chosen = useSignal(firstChoice(offers, query));
  const text = useSignal(query.get('need') ?? '');
  const wantedMethod = useSignal(query.get('method'));
  const hasChanged = useSignal(false);
  const open = useOpenCheckout();
  const { isLeaving, leave } = useLeave();
  const credits = wholeFrom1(text.value);
  const basket = basketOf(chosen.value, credits, offers);
  const methods = methodsOf(
    offers,
    offers.packages.find(({ id }) => id === chosen.value),
  );
  const method = methods.find((one) => one === wantedMethod.value) ?? methods[0];
  const checkout = useDeed(
    (provider: Provider, wanted: Wanted) => `checkout:${provider}:${JSON.stringify(wanted)}`,
    (idempotencyKey, provider: Provider, wanted: Wanted) =>
      client.call(
        createCheckout,
        { body: { provider, ...wanted, returnUrl: returnUrl() } },
        { idempotencyKey },
      ),
  );
  const request = useDeed(
    (by: CreditRequestMethod, wanted: Wanted) => `request:${by}:${JSON.stringify(wanted)}`,
    (idempotencyKey, by: CreditRequestMethod, wanted: Wanted) =>
      client.call(createCreditRequest, { body: { method: by, ...wanted } }, { idempotencyKey }),
  );
  const pay = async (): Promise<void> => {
    if (!basket || method === undefined || isLeaving.value) return;
    if (isRequest(method)) {
      const made = await request.run(method, basket.wanted);
      if (made) route(href(`/requests/${made.id}`));
      return;
    }
    const { data: begun } = open;
    if (begun && isSame(begun, basket, method)) {
      leave(begun);
      return;
    }
    const started = await checkout.run(method, basket.wanted);
    if (!started) return;
    if (isAt(started, basket)) {
      leave(started);
      return;
    }
    // The customer agreed to another price: it is shown, and asked for again.
    keepCheckout(started);
    hasChanged.value = true;
    await queryClient.invalidateQueries({ queryKey: ['packages'] });
  };
  const isRestricted =
    offers.packages.some((one) => restrictedIn(one).length > 0) ||
    offers.customAmount?.bonusTiers?.some(({ bonusOnlyFor }) => bonusOnlyFor) === true;
  const things = useThings(isRestricted);
  const fault =
    offers.customAmount && text.value !== '' && !basket
      ? t.value.buy.amountFault(offers.customAmount.minimum, offers.customAmount.maximum)
      : undefined;
  const failure = checkout.failure ?? request.failure;
  const name = brand.value?.name ?? '';
  return (
    <form
      class="columns"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void pay();
      }}
    >
      <div class="stack loose">
        {open.data && <OpenCheckout checkout={open.data} take={leave} />}
        <fieldset class="stack">
          <legend class="legend">{t.value.buy.howMany}</legend>
          <div class="choices two">
            {offers.packages.map((one) => (
              <PackageChoice
                key={one.id}
                one={one}
                packages={offers.packages}
                things={things}
                chosen={chosen.value === one.id}
                choose={() => (chosen.value = one.id)}
              />
            ))}
          </div>
          {offers.customAmount && (
            <CustomChoice
              offer={offers.customAmount}
              things={things}
              chosen={chosen.value === CUSTOM}
              choose={() => (chosen.value = CUSTOM)}
              text={text.value}
              onInput={(value) => (text.value = value)}
              fault={fault}
            />
          )}
        </fieldset>
        <fieldset class="stack">
          <legend class="legend">{t.value.buy.howToPay}</legend>
          <div class="choices">
            {methods.map((one) => (
              <MethodChoice
                key={one}
                icon={METHOD_ICONS[one]}
                title={t.value.buy.methods[one]}
                help={isRequest(one) ? t.value.buy.byRequest(name) : t.value.buy.atOnce[one]}
                chosen={method === one}
                choose={() => (wantedMethod.value = one)}
              />
            ))}
          </div>
          {methods.length === 0 && <Notice tone="low">{t.value.buy.noMethod}</Notice>}
        </fieldset>
      </div>
      <aside class="sticky">
        <Card title={basket?.title ?? t.value.buy.another} plain>
          <div class="body stack">
            {basket ? (
              <Pairs
                lines={[
                  { label: t.value.buy.credits, value: number(basket.credits) },
                  basket.bonus > 0 && {
                    label: t.value.buy.bonusLine,
                    value: signed('in', basket.bonus),
                    tone: 'in',
                  },
                  ...restrictedIn(soldOf(basket)).map(({ credits: some, onlyFor }) => ({
                    label: capitalized(restrictedTexts().lotFor(namesIn(onlyFor, things))),
                    value: number(some),
                  })),
                  account && { label: t.value.pay.now, value: number(account.available) },
                  account &&
                    account.debt > 0 && {
                      label: t.value.pay.debt,
                      value: signed('out', account.debt),
                      tone: 'zero',
                    },
                  account && {
                    label: t.value.pay.after,
                    value: number(
                      Math.max(0, account.available + countingFor(soldOf(basket)) - account.debt),
                    ),
                  },
                  {
                    label: t.value.buy.eachLabel,
                    value: moneyEach(basket.price, basket.credits + basket.bonus),
                  },
                  { label: t.value.buy.price, value: money(basket.price), total: true },
                ]}
              />
            ) : (
              <p class="second small">{t.value.buy.enterAmount}</p>
            )}
            {hasChanged.value && (
              <Notice tone="low" live>
                {problemText({ code: 'amount_differs' })}
              </Notice>
            )}
            <Refusal of={failure} />
            <Button
              look="primary"
              full
              type="submit"
              busy={checkout.busy || request.busy || isLeaving.value}
              disabled={!basket || method === undefined}
            >
              {!basket || method === undefined
                ? t.value.buy.button
                : isRequest(method)
                  ? t.value.buy.ask(basket.credits + basket.bonus)
                  : t.value.buy.payButton[method](money(basket.price))}
            </Button>
            <p class="help">
              {method !== undefined && isRequest(method)
                ? t.value.buy.requestHelp(name)
                : t.value.buy.leaveHelp}
            </p>
          </div>
        </Card>
      </aside>
    </form>
  );
};

export const BuyPage = () => {
  const offers = useOffers();
  const account = useAccount();
  const refused = account.data?.allowed.buyCredits;
  return (
    <Page title={t.value.buy.title} back={{ href: href('/'), text: t.value.credits.title }}>
      {refused?.allowed === false ? (
        <div class="card">
          <State
            icon="forbidden"
            title={t.value.buy.notAvailable}
            actions={
              <a class="button" href={href('/redeem')}>
                {t.value.redeem.button}
              </a>
            }
          >
            {refused.reasons.map(problemText).join(' ')}
          </State>
        </div>
      ) : (
        <Answer
          of={offers}
          what={t.value.buy.whatPackages}
          skeleton={
            <div class="card">
              <Skeleton lines={9} />
            </div>
          }
        >
          {(data) =>
            data.packages.length === 0 && !data.customAmount ? (
              <div class="card">
                <State icon="ticket" title={t.value.buy.nothing} />
              </div>
            ) : (
              <Form
                offers={data}
                account={account.data?.widget.visible === true ? account.data : undefined}
              />
            )
          }
        </Answer>
      )}
    </Page>
  );
};
