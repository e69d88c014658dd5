import { useT } from '../i18n/t.js';
import { Button } from './button.js';
import { Icon } from './icon.js';
import './shown-once.css';
import { toast } from './toast.js';

/** Browsers have a clipboard for pages over HTTPS alone. */
const hasClipboard = () => window.isSecureContext;

/** A secret that is not shown again: to be copied, or to be marked by one click where the browser cannot copy. */
export function ShownOnce({ text }: { readonly text: string }) {
  const t = useT();
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => toast('good', t('ui.copied')),
      () => toast('bad', t('ui.notCopied')),
    );
  return (
    <div className="stack">
      <code className="shown-once">{text}</code>
      <div className="row">
        <Button reason={hasClipboard() ? null : t('ui.copyByHand')} onPress={() => void copy()}>
          <Icon name="save" size={16} />
          {t('ui.copy')}
        </Button>
      </div>
      <p className="small muted">{t('ui.shownOnce')}</p>
    </div>
  );
}
