import { useState } from 'react';
import { callLoosely, type Answer } from '../../api/call.js';
import { Problem } from '../../api/problem.js';
import { useT } from '../../i18n/t.js';
import { TextField } from '../../ui/fields.js';
import { FileButton } from '../../ui/file-button.js';
import { exactTextIn, FieldFaults, Form } from '../../ui/form.js';
import { Time } from '../../ui/time.js';

type Verdict = Answer<'POST /backups/check'>;

function Said({ verdict }: { readonly verdict: Verdict }) {
  const t = useT();
  if (!verdict.ok) {
    return (
      <p role="status" className="bad">
        {t('backup.notWhole')} <bdi>{verdict.reason ?? ''}</bdi>
      </p>
    );
  }
  return (
    <p role="status">
      {t('backup.whole', { tables: verdict.tables ?? 0, rows: verdict.rows ?? 0 })}{' '}
      {verdict.at !== null && <Time at={verdict.at} isWhole />}
    </p>
  );
}

/** Whether a downloaded file is whole, and can be opened. */
export function CheckBackup() {
  const t = useT();
  const [file, setFile] = useState<File | null>(null);
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const choose = (chosen: File) => {
    setFile(chosen);
    setVerdict(null);
  };
  const check = async (values: FormData) => {
    if (!file) throw new Problem(400, 'invalid', '', [{ field: 'file', message: t('backup.chooseFirst') }]);
    setVerdict(null);
    const headers = { 'X-Passphrase': encodeURIComponent(exactTextIn(values, 'checkedPassphrase')) };
    setVerdict((await callLoosely('POST', '/backups/check', { body: file, headers })) as Verdict);
  };
  return (
    <section aria-label={t('backup.check')}>
      <h2>{t('backup.check')}</h2>
      <p className="muted">{t('backup.checkText')}</p>
      <Form onSubmit={check} submit={t('backup.checkAct')}>
        <div className="row">
          <FileButton accept=".age" onFile={choose}>
            {t('backup.choose')}
          </FileButton>
          <bdi>{file?.name ?? ''}</bdi>
        </div>
        <FieldFaults name="file" />
        <TextField
          name="checkedPassphrase"
          type="password"
          label={t('backup.itsPassphrase')}
          autoComplete="off"
          isRequired
        />
      </Form>
      {verdict && <Said verdict={verdict} />}
    </section>
  );
}
