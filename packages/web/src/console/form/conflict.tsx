import { Button } from '../../design/button.tsx';
import { Notice } from '../../design/parts.tsx';
import { common } from '../../language/texts.ts';
import { t } from '../texts.ts';

type Fields = Readonly<Record<string, unknown>>;

type Difference = { name: string; mine: unknown; theirs: unknown };

const written = (value: unknown): string => (value === undefined ? '–' : JSON.stringify(value));

/** The fields in which two versions differ. */
export const differences = (mine: Fields, theirs: Fields): Difference[] =>
  [...new Set([...Object.keys(mine), ...Object.keys(theirs)])]
    .map((name) => ({ name, mine: mine[name], theirs: theirs[name] }))
    .filter((one) => written(one.mine) !== written(one.theirs));

/**
 * Somebody else changed the same thing meanwhile: shows in what the two versions differ, and lets one choose.
 * @param labels what people call the fields
 */
export const Conflict = ({
  mine,
  theirs,
  labels,
  keepMine,
  takeTheirs,
}: {
  mine: Fields;
  theirs: Fields | undefined;
  labels: Readonly<Record<string, string>>;
  keepMine: () => void;
  takeTheirs: () => void;
}) => (
  <Notice tone="low" live>
    <p>
      <strong>{t.value.form.conflict}.</strong> {t.value.form.conflictHelp}
    </p>
    {theirs === undefined ? (
      <p>{common.value.loading}</p>
    ) : (
      <table class="table">
        <thead>
          <tr>
            <th scope="col">{t.value.form.field}</th>
            <th scope="col">{t.value.form.yours}</th>
            <th scope="col">{t.value.form.theirs}</th>
          </tr>
        </thead>
        <tbody>
          {differences(mine, theirs).map((one) => (
            <tr key={one.name}>
              <td>{labels[one.name] ?? one.name}</td>
              <td class="anywhere">{written(one.mine)}</td>
              <td class="anywhere">{written(one.theirs)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    )}
    <p class="actions">
      <Button small onClick={takeTheirs}>
        {t.value.form.takeTheirs}
      </Button>
      <Button small disabled={theirs === undefined} onClick={keepMine}>
        {t.value.form.keepMine}
      </Button>
    </p>
  </Notice>
);
