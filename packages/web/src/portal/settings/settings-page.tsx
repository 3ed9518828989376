import { Button } from '../../design/button.tsx';
import { SelectField } from '../../design/field.tsx';
import { Card, Pairs } from '../../design/parts.tsx';
import { chooseTheme, theme, THEMES } from '../../design/theme.ts';
import { brand } from '../../frame/brand.ts';
import { Page } from '../../frame/page.tsx';
import { chooseLanguage, language, LANGUAGES } from '../../language/language.ts';
import { common } from '../../language/texts.ts';
import { signOut, whoIsIn } from '../../session/session.ts';
import { useAccount } from '../client.ts';
import { budgetTexts } from '../../budgets/texts.ts';
import { href } from '../paths.ts';
import { UsageLink } from '../usage/link.tsx';
import { setPortalLanguage, t } from '../texts.ts';

export const SettingsPage = () => {
  const account = useAccount();
  const offered = brand.value?.languages ?? LANGUAGES;
  return (
    <Page title={t.value.settings.title}>
      <div class="columns even">
        <Card title={t.value.settings.looks} plain>
          <div class="body stack">
            <SelectField
              label={common.value.language}
              value={language.value}
              options={offered.map((one) => [one, common.value.languages[one]] as const)}
              onChange={(chosen) => {
                chooseLanguage(chosen);
                void setPortalLanguage(chosen);
              }}
            />
            <SelectField
              label={t.value.settings.theme}
              value={theme.value}
              options={THEMES.map((one) => [one, t.value.settings.themes[one]] as const)}
              onChange={chooseTheme}
            />
          </div>
        </Card>
        <Card title={t.value.settings.person} plain>
          <div class="body stack">
            <Pairs
              lines={[
                whoIsIn.value?.name !== undefined && {
                  label: t.value.settings.name,
                  value: whoIsIn.value.name,
                },
                account.data && {
                  label: t.value.settings.account,
                  value: <span class="mono">{account.data.account}</span>,
                },
                brand.value && { label: t.value.settings.agency, value: brand.value.name },
              ]}
            />
            <div class="actions">
              <a class="button" href={href('/budgets')}>
                {account.data?.spender === undefined ? budgetTexts().title : budgetTexts().own.title}
              </a>
              <UsageLink />
              <Button onClick={() => void signOut(href('/'))}>{common.value.signOut}</Button>
            </div>
          </div>
        </Card>
      </div>
    </Page>
  );
};
