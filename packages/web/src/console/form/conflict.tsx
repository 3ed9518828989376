import { Button } from '../../design/button.tsx';
import { Notice } from '../../design/parts.tsx';
import { common } from '../../language/texts.ts';
import { t } from '../texts.ts';
import { differences } from './differences.ts';

type Fields = Readonly<Record<string, unknown>>;

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
              <td class="anywhere">{one.before}</td>
              <td class="anywhere">{one.after}</td>
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
