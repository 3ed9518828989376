import type { OnlyFor } from '@scrip/client';
import { CheckField } from '../design/field.tsx';
import { budgetTexts } from './texts.ts';

/** What a budget can be restricted to, by ID and name. */
export type Things = Record<(typeof LISTS)[number], readonly (readonly [id: string, name: string])[]>;

const LISTS = ['products', 'categories', 'services', 'meters'] as const;

/** As many of one list as a restriction takes. */
const MAX_IDS = 20;

/** What alone a budget is for: nothing chosen means everything. Things that are no longer there are shown by their IDs. */
export const OnlyForField = ({
  things,
  value,
  onChange,
}: {
  things: Things;
  value: OnlyFor;
  onChange: (value: OnlyFor) => void;
}) => {
  const t = budgetTexts();
  const toggle = (list: (typeof LISTS)[number], id: string, isChosen: boolean): void => {
    const { [list]: ids = [], ...others } = value;
    const chosen = isChosen ? [...ids, id] : ids.filter((one) => one !== id);
    onChange(chosen.length === 0 ? others : { ...others, [list]: chosen });
  };
  return (
    <details open={Object.keys(value).length > 0}>
      <summary>{t.onlyFor}</summary>
      <div class="stack">
        <p class="help">{t.onlyForHelp}</p>
        {LISTS.map((list) => {
          const ids = value[list] ?? [];
          const known = new Set(things[list].map(([id]) => id));
          const gone = ids.filter((id) => !known.has(id)).map((id) => [id, id] as const);
          const shown = [...things[list], ...gone];
          return shown.length === 0 ? null : (
            <fieldset key={list} class="stack">
              <legend class="small second">{t.lists[list]}</legend>
              {shown.map(([id, name]) => (
                <CheckField
                  key={id}
                  label={name}
                  checked={ids.includes(id)}
                  disabled={!ids.includes(id) && ids.length >= MAX_IDS}
                  onChange={(isChosen) => toggle(list, id, isChosen)}
                />
              ))}
            </fieldset>
          );
        })}
      </div>
    </details>
  );
};
