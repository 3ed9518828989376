import type { CustomAmount, Package } from '@scrip/client';
import { TextField } from '../../design/field.tsx';
import { Icon } from '../../design/icon.tsx';
import { money, moneyEach, number, percent } from '../../language/format.ts';
import { common } from '../../language/texts.ts';
import { RestrictedLine } from '../../restricted/line.tsx';
import { namesIn } from '../../restricted/names.ts';
import { restrictedTexts } from '../../restricted/texts.ts';
import { restrictedIn, type Things } from '../../restricted/things.ts';
import { t } from '../texts.ts';
import { creditsOf } from './offers.ts';

/** What one credit costs, in minor units. */
const each = (one: Package): number => one.price.amount / creditsOf(one);

/** How much cheaper a credit is than in the dearest package. */
const savingOf = (one: Package, packages: readonly Package[]): number =>
  1 - each(one) / Math.max(...packages.map(each));

export const PackageChoice = ({
  one,
  packages,
  things,
  chosen,
  choose,
}: {
  one: Package;
  packages: readonly Package[];
  /** What restrictions name; undefined until it is known. */
  things: Things | undefined;
  chosen: boolean;
  choose: () => void;
}) => {
  const saving = savingOf(one, packages);
  return (
    <label class="choice package">
      <span class="grow stack tight">
        <span class="small second">{one.name}</span>
        <span class="offer">
          {number(one.credits)}
          {one.bonusCredits > 0 ? (
            <span class="in"> + {t.value.buy.bonus(one.bonusCredits)}</span>
          ) : (
            <small> {common.value.creditsUnit(one.credits)}</small>
          )}
        </span>
        <RestrictedLine restricted={restrictedIn(one)} amount={creditsOf(one)} things={things} />
        {one.description !== undefined && <span class="small second">{one.description}</span>}
        <span class="row between wrap">
          <span class="strong">{money(one.price)}</span>
          <span class="small second">
            {t.value.buy.each(moneyEach(one.price, creditsOf(one)))}
            {saving >= 0.01 && `, ${t.value.buy.saves(percent(saving))}`}
          </span>
        </span>
        {one.providers.length === 0 && <span class="small low">{t.value.buy.notChargeable}</span>}
      </span>
      <input type="radio" name="package" checked={chosen} onChange={choose} />
    </label>
  );
};

/** Any number of credits, typed in any form of the language. */
export const CustomChoice = ({
  offer,
  things,
  chosen,
  choose,
  text,
  onInput,
  fault,
}: {
  offer: CustomAmount;
  things: Things | undefined;
  chosen: boolean;
  choose: () => void;
  text: string;
  onInput: (text: string) => void;
  fault: string | undefined;
}) => (
  <div class="stack tight">
    <label class="choice">
      <Icon name="pen" />
      <span class="grow">
        {t.value.buy.another}
        <span class="block small second">
          {t.value.buy.anotherHelp(
            offer.minimum,
            offer.maximum,
            money({ amount: offer.unitPrice, currency: offer.currency }),
          )}
        </span>
        {offer.bonusTiers?.map(({ fromCredits, bonusCredits, bonusOnlyFor }) => (
          <span key={fromCredits} class="block small in">
            {t.value.buy.tier(fromCredits, bonusCredits)}
            {bonusOnlyFor && (
              <span class="second">, {restrictedTexts().lotFor(namesIn(bonusOnlyFor, things))}</span>
            )}
          </span>
        ))}
      </span>
      <input type="radio" name="package" checked={chosen} onChange={choose} />
    </label>
    {chosen && (
      <TextField
        label={t.value.buy.howManyCredits}
        value={text}
        onInput={onInput}
        fault={fault}
        inputMode="numeric"
        autoComplete="off"
        inputClass="number"
      />
    )}
  </div>
);

export const MethodChoice = ({
  icon,
  title,
  help,
  chosen,
  choose,
  disabled = false,
}: {
  icon: 'card' | 'wallet' | 'bank' | 'coin';
  title: string;
  help: string;
  chosen: boolean;
  choose: () => void;
  disabled?: boolean;
}) => (
  <label class="choice">
    <Icon name={icon} />
    <span class="grow">
      {title}
      <span class="block small second">{help}</span>
    </span>
    <input type="radio" name="method" checked={chosen} disabled={disabled} onChange={choose} />
  </label>
);
