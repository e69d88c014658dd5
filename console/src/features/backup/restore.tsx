import { useT } from '../../i18n/t.js';
import type { State } from './queries.js';

/** A restore needs the private key and a gateway that does not run: it is a command. */
export function RestoreBackup({ state: { lastBackup, dir } }: { readonly state: State }) {
  const t = useT();
  const file = lastBackup?.file?.includes('/') === true ? lastBackup.file : `${dir}/postern-….tar.age`;
  return (
    <section aria-label={t('backup.restore')}>
      <h2>{t('backup.restore')}</h2>
      <p className="muted">{t('backup.restoreText')}</p>
      <pre className="shown-once" dir="ltr" tabIndex={0} aria-label={t('backup.restoreCommand')}>
        {`postern backup rehearse ${file} --identity key.txt\npostern restore ${file} --identity key.txt`}
      </pre>
      <p className="small muted">{t('backup.restoreDownloaded')}</p>
    </section>
  );
}
