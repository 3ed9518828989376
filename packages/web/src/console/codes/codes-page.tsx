import { Page } from '../../frame/page.tsx';
import { t } from '../texts.ts';

export const CodesPage = () => <Page title={t.value.codes.title}>{null}</Page>;
