import { CheckField } from '../../design/field.tsx';
import { t } from '../texts.ts';

export type Scope = 'agency:read' | 'agency:write' | 'agency:approve';

/** What somebody or something may do. */
export const ScopesField = <Offered extends Scope>({
  offered,
  chosen,
  choose,
  fault,
}: {
  offered: readonly Offered[];
  chosen: readonly Offered[];
  choose: (scopes: Offered[]) => void;
  fault: string | undefined;
}) => (
  <fieldset class="stack tight">
    <legend class="label">{t.value.team.scopes}</legend>
    {offered.map((scope) => (
      <CheckField
        key={scope}
        label={t.value.team.scopeNames[scope]}
        help={t.value.team.scopeHelp[scope]}
        checked={chosen.includes(scope)}
        onChange={(checked) =>
          choose(offered.filter((one) => (one === scope ? checked : chosen.includes(one))))
        }
      />
    ))}
    {fault !== undefined && <p class="fault">{fault}</p>}
  </fieldset>
);

export const scopeNames = (scopes: readonly Scope[]): string =>
  scopes.map((scope) => t.value.team.scopeNames[scope]).join(', ');
