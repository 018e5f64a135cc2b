-- A parked post is taken up with the media type it came with: that of forms with files names the boundary of its parts.
ALTER TABLE parked_post ADD COLUMN content_type TEXT NOT NULL DEFAULT 'application/x-www-form-urlencoded';
