/** Worker to page: from which script were you started? Answered on the port that comes along, with its path in the site. */
export const ASK_ENTRY = 'boresight: which entry';
/** Page to worker: I am here; who else is may have changed. */
export const HELLO = 'boresight: hello';
/** Page to a worker that waits: a person wants the new build. */
export const TAKE_OVER = 'boresight: take over';
