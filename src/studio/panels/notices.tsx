import { ActionIcon } from '@mantine/core';
import { IconAlertTriangle, IconInfoCircle, IconX } from '@tabler/icons-react';
import { UpdateCard } from '../offline/update-card.tsx';
import { KeepingCard } from '../projects/keeping-card.tsx';
import { useStudio } from '../store/studio-store.ts';
import { dismissNotice } from '../store/view-actions.ts';

/** Cards that say what was opened, and what was not and why. They stay until they are dismissed. */
export function Notices() {
  const notices = useStudio((s) => s.notices);
  return (
    <section className="notices" aria-label="Messages" aria-live="polite">
      <KeepingCard />
      <UpdateCard />
      {notices.map((notice) => (
        <div
          key={notice.id}
          className="card notice"
          data-tone={notice.tone}
          role={notice.tone === 'bad' ? 'alert' : 'status'}
        >
          <span className="notice-icon">
            {notice.tone === 'bad' ? (
              <IconAlertTriangle size={18} aria-hidden />
            ) : (
              <IconInfoCircle size={18} aria-hidden />
            )}
          </span>
          <strong>{notice.title}</strong>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={24}
            aria-label={`Dismiss message about ${notice.title}`}
            onClick={() => dismissNotice(notice.id)}
          >
            <IconX size={15} aria-hidden />
          </ActionIcon>
          <p>{notice.message}</p>
          {notice.details.length > 0 && (
            <details>
              <summary>
                {notice.details.length} {notice.details.length === 1 ? 'remark' : 'remarks'}
              </summary>
              <ul>
                {notice.details.map((detail) => (
                  <li key={detail}>{detail}</li>
                ))}
              </ul>
            </details>
          )}
        </div>
      ))}
    </section>
  );
}
