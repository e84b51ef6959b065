"""What users sent: images, videos, audio and files."""
