import { useSignal } from '@preact/signals';
import type { OnlyFor } from '@scrip/client';
import { useEffect } from 'preact/hooks';
import { Icon } from '../design/icon.tsx';
import { CheckField, TextField } from '../design/field.tsx';
import { More } from '../data/more.tsx';
import { common } from '../language/texts.ts';
import { namesIn } from './names.ts';
import { restrictedTexts } from './texts.ts';
import { type List, LISTS, type Things } from './things.ts';

/** As many of one list as a restriction takes. */
const MAX_IDS = 20;

/** From so many things of one list on people search. */
const MANY = 10;

const isMeant = (name: string, searched: string): boolean =>
  name.toLocaleLowerCase().includes(searched.trim().toLocaleLowerCase());

/**
 * What alone credits or a budget are for: nothing chosen means everything. Things that are no longer there are shown by
 * their IDs. What is chosen is shown whatever is searched for.
 * @param label of what is restricted, where it is not all of the form
 * @param help what a choice means here
 */
export const OnlyForField = ({
  things,
  value = {},
  onChange,
  label,
  help,
  fault,
}: {
  things: Things;
  value: OnlyFor | undefined;
  onChange: (value: OnlyFor) => void;
  label?: string;
  help: string;
  fault?: string | undefined;
}) => {
  const t = restrictedTexts();
  const { rest } = things;
  const searched = useSignal('');
  // A search is over all of them.
  const isBehind =
    searched.value.trim() !== '' && rest.hasMore && !rest.isLoadingMore && rest.moreError === null;
  useEffect(() => {
    if (isBehind) rest.more();
  });
  const toggle = (list: List, id: string, isChosen: boolean): void => {
    const { [list]: ids = [], ...others } = value;
    const chosen = isChosen ? [...ids, id] : ids.filter((one) => one !== id);
    onChange(chosen.length === 0 ? others : { ...others, [list]: chosen });
  };
  const chosen = namesIn(value, things);
  const isLong = rest.hasMore || LISTS.some((list) => things[list].length >= MANY);
  return (
    <details open={fault !== undefined}>
      <summary>
        {label ?? t.onlyFor}
        <span class="small second anywhere">: {chosen === '' ? t.unrestricted : chosen}</span>
      </summary>
      <div class="stack">
        <p class="help">{help}</p>
        {isLong && (
          <TextField
            type="search"
            label={t.search}
            value={searched.value}
            onInput={(typed) => (searched.value = typed)}
            autoComplete="off"
          />
        )}
        {LISTS.map((list) => {
          const ids = value[list] ?? [];
          const known = new Set(things[list].map(([id]) => id));
          const gone = ids.filter((id) => !known.has(id)).map((id) => [id, id] as const);
          const shown = [...things[list], ...gone].filter(
            ([id, name]) => ids.includes(id) || isMeant(name, searched.value),
          );
          return shown.length === 0 ? null : (
            <fieldset key={list}>
              <legend class="label strong">{t.lists[list]}</legend>
              <div class="choices two">
                {shown.map(([id, name]) => (
                  <CheckField
                    key={id}
                    label={name}
                    checked={ids.includes(id)}
                    disabled={!ids.includes(id) && ids.length >= MAX_IDS}
                    onChange={(isChosen) => toggle(list, id, isChosen)}
                  />
                ))}
              </div>
            </fieldset>
          );
        })}
        <More of={rest} text={common.value.showMore} />
        {fault !== undefined && (
          <p class="fault" role="alert">
            <Icon name="circle" />
            {fault}
          </p>
        )}
      </div>
    </details>
  );
};
