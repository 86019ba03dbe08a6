"""Long texts that applicants write about themselves: overviews and self-assessment reports."""
