import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useT } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { faultWords } from '../../ui/fault-words.js';
import { FileButton } from '../../ui/file-button.js';
import { tellError } from '../../ui/told.js';
import { toast } from '../../ui/toast.js';
import { saveText } from '../../ui/save-text.js';
import { Interrupted, sendImport, type Outcome, type Progress } from './send-import.js';

/** The refused lines as they stand in the file, below its headings, so that they can be mended and sent again. */
async function saveRefused(file: File, { errors }: Outcome): Promise<void> {
  const lines = (await file.text()).split(/\r?\n/);
  const numbers = new Set(errors.map(({ line }) => line));
  const kept = lines.filter((_, at) => at === 0 || numbers.has(at + 1));
  saveText(`refused-${file.name}`, `${kept.join('\r\n')}\r\n`);
}

function Faults({ errors }: Pick<Outcome, 'errors'>) {
  const t = useT();
  return (
    <div className="import-faults" tabIndex={0} role="region" aria-label={t('people.refusedLines')}>
      <table>
        <thead>
          <tr>
            <th>{t('people.line')}</th>
            <th>{t('people.pin')}</th>
            <th>{t('people.field')}</th>
            <th>{t('people.why')}</th>
          </tr>
        </thead>
        <tbody>
          {errors.map(({ line, pin, field, ...fault }, at) => (
            <tr key={at}>
              <td>{line}</td>
              <td>
                <bdi>{pin}</bdi>
              </td>
              <td>
                <bdi>{field}</bdi>
              </td>
              <td>{faultWords(t, fault)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Trial({ outcome }: { readonly outcome: Outcome }) {
  const t = useT();
  const { added, updated, failed, ignoredColumns, errors } = outcome;
  return (
    <>
      <p role="status">{t('people.tried', { added, updated, failed })}</p>
      {ignoredColumns.length > 0 && (
        <p className="muted">{t('people.ignored', { columns: ignoredColumns.join(', ') })}</p>
      )}
      {errors.length > 0 && <Faults errors={errors} />}
    </>
  );
}

/** A file of people: tried first, taken over then. */
export function Import({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const t = useT();
  const client = useQueryClient();
  const [tried, setTried] = useState<{ readonly file: File; readonly outcome: Outcome } | null>(null);
  const [isSending, setSending] = useState(false);
  const [progress, setProgress] = useState<Progress | null>(null);

  const close = () => {
    setTried(null);
    onClose();
  };
  const run = async (file: File, dryRun: boolean) => {
    setSending(true);
    try {
      const outcome = await sendImport(file, dryRun, setProgress);
      if (dryRun) {
        setTried({ file, outcome });
        return;
      }
      toast('good', t('people.imported', { added: outcome.added, updated: outcome.updated }));
      await client.invalidateQueries({ queryKey: ['persons'] });
      close();
    } catch (error) {
      if (error instanceof Interrupted) toast('bad', t('people.importInterrupted', error.progress));
      else tellError(t)(error);
    } finally {
      setProgress(null);
      setSending(false);
    }
  };

  const good = tried ? tried.outcome.added + tried.outcome.updated : 0;
  return (
    <Dialog title={t('people.import')} isOpen={isOpen} onClose={close} size="large">
      <p className="muted">{t('people.importText')}</p>
      <p>
        <code>pin,name,lastName,deptCode,cardNo</code>
      </p>
      {tried && <Trial outcome={tried.outcome} />}
      {progress && <p role="status">{t('people.importProgress', { done: progress.done, total: progress.total })}</p>}
      <div className="row">
        {tried && good > 0 && (
          <Button kind="main" isDisabled={isSending} onPress={() => void run(tried.file, false)}>
            {t('people.takeOver', { count: good })}
          </Button>
        )}
        <FileButton
          kind={tried && good > 0 ? 'plain' : 'main'}
          accept=".csv,text/csv"
          isDisabled={isSending}
          onFile={(file) => void run(file, true)}
        >
          {t('people.chooseFile')}
        </FileButton>
        {tried && tried.outcome.errors.length > 0 && (
          <Button onPress={() => void saveRefused(tried.file, tried.outcome)}>{t('people.saveRefused')}</Button>
        )}
      </div>
    </Dialog>
  );
}
