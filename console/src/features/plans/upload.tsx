import { useMutation, useQueryClient } from '@tanstack/react-query';
import { callLoosely } from '../../api/call.js';
import { isProblem } from '../../api/problem.js';
import { useT, type Translate } from '../../i18n/t.js';
import { FileButton } from '../../ui/file-button.js';
import { sentenceOf } from '../../ui/states.js';
import type { Plan } from './queries.js';

/** By the code of what the gateway found. */
function wordsOf(t: Translate, error: unknown): string {
  if (!isProblem(error)) return t('ui.fault');
  if (error.reason !== 'invalid') return sentenceOf(t, error);
  return t.loose(`plans.refused-${error.fields[0]?.code ?? ''}`, t('plans.refused'));
}

function Refused({ error }: { readonly error: unknown }) {
  const t = useT();
  return (
    <p className="bad" role="alert">
      {wordsOf(t, error)}
    </p>
  );
}

interface UploadProps {
  readonly plan: Plan;
  readonly kind?: 'main' | 'plain';
}

/** Sets the picture; what the gateway does not take is said below the button. */
export function UploadPicture({ plan: { id, pictureAt }, kind = 'plain' }: UploadProps) {
  const t = useT();
  const client = useQueryClient();
  const put = useMutation({
    mutationFn: (file: File) => {
      // Where the browser does not know what it is, the gateway looks into it.
      const body = file.type === '' ? new Blob([file], { type: 'application/octet-stream' }) : file;
      return callLoosely('PUT', `/plans/${encodeURIComponent(id)}/picture`, { body });
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ['plans'] }),
  });
  return (
    <div className="stack">
      <div className="row">
        <FileButton
          kind={kind}
          accept="image/png,image/jpeg,image/webp"
          isPending={put.isPending}
          onFile={(file) => put.mutate(file)}
        >
          {t(pictureAt === null ? 'plans.upload' : 'plans.uploadOther')}
        </FileButton>
      </div>
      <p className="small muted">{t('plans.uploadHint')}</p>
      {put.isError && <Refused error={put.error} />}
    </div>
  );
}
