import type { OnlyFor } from '@scrip/client';
import { Icon } from '../design/icon.tsx';
import { CheckField } from '../design/field.tsx';
import { namesIn } from './names.ts';
import { restrictedTexts } from './texts.ts';
import { type List, LISTS, type Things } from './things.ts';

/** As many of one list as a restriction takes. */
const MAX_IDS = 20;

/**
 * What alone credits or a budget are for: nothing chosen means everything. Things that are no longer there are shown by
 * their IDs.
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
  const toggle = (list: List, id: string, isChosen: boolean): void => {
    const { [list]: ids = [], ...others } = value;
    const chosen = isChosen ? [...ids, id] : ids.filter((one) => one !== id);
    onChange(chosen.length === 0 ? others : { ...others, [list]: chosen });
  };
  const chosen = namesIn(value, things);
  return (
    <details open={chosen !== '' || fault !== undefined}>
      <summary>
        {label ?? t.onlyFor}
        {chosen !== '' && <span class="small second anywhere">: {chosen}</span>}
      </summary>
      <div class="stack">
        <p class="help">{help}</p>
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
