import { Page } from '../../frame/page.tsx';
import { t } from '../texts.ts';

export const OverviewPage = () => <Page title={t.value.overview.title}>{null}</Page>;
