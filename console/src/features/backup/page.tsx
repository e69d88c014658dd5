import { useT } from '../../i18n/t.js';
import { Waiting } from '../../ui/waiting.js';
import { CheckBackup } from './check.js';
import { LastBackups } from './last.js';
import { MakeBackup } from './make.js';
import { useBackupState } from './queries.js';
import { RestoreBackup } from './restore.js';
import { Restored } from './restored.js';
import { Schedule } from './schedule.js';
import './backup.css';

export default function BackupPage() {
  const t = useT();
  const asked = useBackupState();
  const state = asked.data;
  return (
    <>
      <h1>{t('backup.title')}</h1>
      <Waiting asked={asked} />
      {state && (
        <div className="backup">
          {state.restored && <Restored restored={state.restored} />}
          <LastBackups state={state} />
          <Schedule key={JSON.stringify(state)} state={state} />
          <MakeBackup />
          <CheckBackup />
          <RestoreBackup state={state} />
        </div>
      )}
    </>
  );
}
