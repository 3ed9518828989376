import { Page } from '../../frame/page.tsx';
import { t } from '../texts.ts';

export const SettingsPage = () => <Page title={t.value.settings.title}>{null}</Page>;
